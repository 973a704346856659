import * as vscode from 'vscode';
import * as z from 'zod';
import type { FromGraph, ToGraph } from '../../protocol/graph.ts';
import { OPS_REQUEST, OPS_TEXT_REQUEST, type OpTable } from '../../protocol/graphOpTable.ts';
import type { LanguageService } from '../languageService.ts';

type Asked = Extract<FromGraph, { type: 'ops' | 'copyOps' }>;

/** The page parses it again: to walk thousands of rows here as well would stall the extension host. */
const tableSchema = z.custom<OpTable | null>((value) => typeof value === 'object');

/** What the page's table of ops asks for: its rows, and a text of them on the clipboard. */
export async function answerOpTable(
  message: Asked,
  language: LanguageService,
  post: (answer: ToGraph) => void,
): Promise<void> {
  const { type, ...request } = message;
  if (type === 'ops') {
    const table = tableSchema.parse(await language.request(OPS_REQUEST, request));
    post({ type: 'ops', uri: message.uri, table });
    return;
  }
  const text = z
    .string()
    .nullable()
    .parse(await language.request(OPS_TEXT_REQUEST, request));
  if (text !== null) await vscode.env.clipboard.writeText(text);
  post({ type: 'opsCopied', form: message.form, isCopied: text !== null });
}
