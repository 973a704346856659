import type { TextEdit } from '../diagnostics/diagnostic.ts';
import type { WrittenNodes } from './writtenNodes.ts';

/** One blank behind a colon and none before it; in brackets one behind a comma and none beside the brackets. */
export function spacingEdits({ scalars, maps, flows }: WrittenNodes, text: string): TextEdit[] {
  const edits = new GapEdits(text);
  for (const { pairs } of maps) {
    for (const { key, value } of pairs) {
      const colon = skipBlanks(text, key.end);
      if (text[colon] !== ':') continue;
      edits.set(key.end, colon, '');
      const next = skipBlanks(text, colon + 1);
      if (next === value.start && value.end > value.start) edits.set(colon + 1, next, ' ');
    }
  }
  const ends = new Map(scalars.map(({ start, end }) => [start, end]));
  const outer = flows.filter(
    ({ start, end }) => !flows.some((each) => each.start < start && each.end >= end),
  );
  for (const { start, end } of outer) bracketEdits({ start, end, ends }, text, edits);
  return edits.all();
}

function bracketEdits(
  { start, end, ends }: { start: number; end: number; ends: ReadonlyMap<number, number> },
  text: string,
  edits: GapEdits,
): void {
  for (let at = start; at < end; ) {
    const scalarEnd = ends.get(at) ?? at;
    if (scalarEnd > at) {
      at = scalarEnd;
      continue;
    }
    const char = text.charAt(at);
    if (char === '#' && /\s/.test(text.charAt(at - 1))) {
      while (at < end && text[at] !== '\n') at++;
      continue;
    }
    if (/[*&!]/.test(char)) {
      // An anchor, an alias or a tag: no sign of it is a bracket or a comma.
      while (at < end && !/[\s,[\]{}]/.test(text.charAt(at))) at++;
      continue;
    }
    if (/[\]},]/.test(char)) edits.removeBefore(at);
    if (/[[{]/.test(char)) edits.set(at + 1, skipBlanks(text, at + 1), '');
    if (char === ',') edits.set(at + 1, skipBlanks(text, at + 1), ' ');
    at++;
  }
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

/** Changes of the blanks between two signs of one line. */
class GapEdits {
  readonly #text: string;
  readonly #edits = new Map<number, TextEdit>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Blanks at the end of a line and before a comment are not gaps. */
  set(start: number, end: number, blanks: string): void {
    const next = this.#text.charAt(end);
    if (next === '' || next === '\r' || next === '\n' || next === '#') return;
    const newText = /[\]}]/.test(next) ? '' : blanks;
    if (this.#text.slice(start, end) !== newText) this.#edits.set(start, { range: { start, end }, newText });
  }

  /** Blanks before a sign, unless it is the first of its line. */
  removeBefore(end: number): void {
    let start = end;
    while (this.#text[start - 1] === ' ' || this.#text[start - 1] === '\t') start--;
    if (start < end && start > 0 && this.#text[start - 1] !== '\n')
      this.#edits.set(start, { range: { start, end }, newText: '' });
  }

  all(): TextEdit[] {
    return [...this.#edits.values()];
  }
}
