import type { Analysis } from '../analyze.ts';
import { SHIPPED_BLOCK_DOCS } from '../blocks/shippedBlocks.ts';
import { type Message, message } from '../diagnostics/message.ts';
import type { SpecBlock, SpecParameter } from '../spec/spec.ts';
import { cursorPlace } from './cursorPlace.ts';
import { languagePlace } from './languagePlace.ts';
import { parameterDoc } from './parameterDoc.ts';
import { usableBlocks } from './usableBlocks.ts';

/** What a block takes, while its arguments are written: `basic(filters, stride = 1, shortcut)`. */
export interface Signature {
  readonly label: string;
  /** Null for a block of the file. */
  readonly doc: Message | null;
  readonly parameters: readonly {
    readonly name: string;
    /** Where it stands in the label. */
    readonly start: number;
    readonly end: number;
    readonly doc: Message;
  }[];
  /** The one that is being written; null between them. */
  readonly active: number | null;
}

/** Null where no block is being used at the offset, or one that does not exist. */
export function signatureHelp(analysis: Analysis, offset: number): Signature | null {
  const place = cursorPlace(analysis.text, offset);
  if (place === null) return null;
  // The value of a key is written one step deeper than the keys.
  const path = place.slot === 'value' ? place.path.slice(0, -1) : place.path;
  const here = languagePlace(path);
  if (here.type !== 'kind' || here.isDefault || (here.kind !== 'stage' && here.kind !== 'block')) return null;
  const named = place.pairs.get(here.kind === 'stage' ? 'block' : 'type');
  const block = usableBlocks(analysis).find(({ name }) => name.value === named);
  if (block === undefined) return null;
  const key = place.slot === 'value' ? place.path[place.path.length - 1] : null;
  return signatureOf(
    block,
    typeof key === 'string' ? key : analysis.text.slice(place.word.start, place.word.end),
  );
}

function signatureOf(block: SpecBlock, key: string): Signature {
  const name = String(block.name.value);
  let label = `${name}(`;
  const parameters = block.parameters.map((parameter, i) => {
    if (i > 0) label += ', ';
    const start = label.length;
    label += parameterText(parameter);
    return { name: String(parameter.name.value), start, end: label.length, doc: parameterDoc(parameter) };
  });
  const about = block.source === 'shipped' ? SHIPPED_BLOCK_DOCS[name] : undefined;
  const active = parameters.findIndex((parameter) => parameter.name === key);
  return {
    label: `${label})`,
    doc: about === undefined ? null : message(about),
    parameters,
    active: active < 0 ? null : active,
  };
}

function parameterText({ name, value }: SpecParameter): string {
  const fallback = value?.type === 'scalar' && value.value !== null ? ` = ${String(value.value)}` : '';
  return `${String(name.value)}${fallback}`;
}
