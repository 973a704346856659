import type { Body } from '../model/model.ts';
import type { TextRange } from '../spec/textRange.ts';

/** The text of the block that a body is an instance of, and those of all blocks that it uses; of the file only. */
export function blockTexts(body: Body, known: Map<Body, readonly TextRange[]>): readonly TextRange[] {
  const found = known.get(body);
  if (found !== undefined) return found;
  const used = new Set(body.nodes.flatMap((node) => (node.type === 'call' ? [node.body] : [])));
  const texts = new Map<number, TextRange>();
  const own = body.block?.text ?? null;
  for (const text of [
    ...(own === null ? [] : [own]),
    ...[...used].flatMap((each) => blockTexts(each, known)),
  ]) {
    texts.set(text.start, text);
  }
  const all = [...texts.values()];
  known.set(body, all);
  return all;
}
