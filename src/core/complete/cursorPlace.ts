import type { TextRange } from '../spec/textRange.ts';
import { FlowScanner, unquoted } from './flowScanner.ts';

/** A step into a document: the key of a mapping, or the place in a sequence, from 0. */
export type PathStep = string | number;

/** Where the cursor stands in a document that need not be whole. */
export interface CursorPlace {
  /** From the root to what is being typed: for a key the mapping that it would belong to. */
  readonly path: readonly PathStep[];
  /**
   * `key`: a key of the mapping at `path`. `value`: the value of the last step of `path`. `entry`: an entry of a
   * sequence, either a word or the first key of a mapping. `below`: a line under a key that has no value yet.
   */
  readonly slot: 'key' | 'value' | 'entry' | 'below';
  /** Pairs of the mapping that is written so far, without the one at the cursor; '' for what is no scalar. */
  readonly pairs: ReadonlyMap<string, string>;
  /** The word at the cursor, which a completion replaces. */
  readonly word: TextRange;
  /** Set inside `$name` or `$(…)`: only names can stand there. */
  readonly isExpression: boolean;
  /** True between brackets. */
  readonly isFlow: boolean;
}

interface BlockFrame {
  readonly column: number;
  readonly type: 'map' | 'seq';
  key: string;
  index: number;
  readonly pairs: Map<string, string>;
}

const KEY = /^("[^"]*"|'[^']*'|[^\s#:{}[\],"'-][^:#]*?|-[^\s:#][^:#]*?)\s*:(?=\s|$)/;
const WORD_BEFORE = /[\w.-]*$/;
const WORD_AFTER = /^[\w-]*/;

/** Null in a comment, where nothing is offered. */
export function cursorPlace(text: string, offset: number): CursorPlace | null {
  const at = Math.max(0, Math.min(offset, text.length));
  return new BlockScanner(text, at).scan();
}

/** Walks the lines up to the cursor and keeps the containers that are open, by their columns. */
class BlockScanner {
  readonly #text: string;
  readonly #cursor: number;
  #frames: BlockFrame[] = [];

  constructor(text: string, cursor: number) {
    this.#text = text;
    this.#cursor = cursor;
  }

  scan(): CursorPlace | null {
    let lineStart = 0;
    for (;;) {
      const lineEnd = this.#lineEnd(lineStart);
      const isLast = this.#cursor <= lineEnd;
      const result = this.#line(lineStart, isLast ? this.#cursor : lineEnd, isLast);
      if (result.type === 'cursor') return result.place;
      lineStart = this.#afterLineEnd(Math.max(result.end, lineEnd));
    }
  }

  #lineEnd(from: number): number {
    const match = /[\r\n]/.exec(this.#text.slice(from, from + 2000));
    if (match !== null) return from + match.index;
    const feed = this.#text.indexOf('\n', from);
    return feed < 0 ? this.#text.length : feed;
  }

  #afterLineEnd(end: number): number {
    return this.#text.startsWith('\r\n', end) ? end + 2 : end + 1;
  }

  /** Reads one line (and the lines over which its brackets stay open) up to `end`. */
  #line(
    start: number,
    end: number,
    isLast: boolean,
  ): { type: 'cursor'; place: CursorPlace | null } | { type: 'next'; end: number } {
    const line = this.#text.slice(start, end);
    const content = line.trimStart();
    if (!isLast && (content === '' || content.startsWith('#'))) return { type: 'next', end };
    let column = line.length - content.length;
    let hasDash = false;
    for (
      let dash = /^-(\s+|$)/.exec(line.slice(column));
      dash !== null;
      dash = /^-(\s+|$)/.exec(line.slice(column))
    ) {
      this.#openSequence(column);
      column += dash[0].length;
      hasDash = true;
    }
    const key = KEY.exec(line.slice(column));
    let valueStart = start + column;
    if (key !== null) {
      this.#openMapping(column, unquoted(key[1] ?? ''));
      valueStart += key[0].length;
    }
    const flow = new FlowScanner(this.#text, valueStart);
    const stop = flow.scan(this.#cursor);
    if (stop >= this.#cursor) {
      return { type: 'cursor', place: this.#place(flow, column, { hasDash, hasKey: key !== null }) };
    }
    const frame = this.#frames[this.#frames.length - 1];
    if (key !== null && frame?.type === 'map') {
      const value = this.#text
        .slice(valueStart, stop)
        .replace(/\s#.*$/, '')
        .trim();
      frame.pairs.set(frame.key, /^[{[]/.test(value) ? '' : unquoted(value));
    }
    return { type: 'next', end: stop };
  }

  #openSequence(column: number): void {
    this.#closeDeeper(column, false);
    const top = this.#frames[this.#frames.length - 1];
    if (top?.type === 'seq' && top.column === column) top.index++;
    else this.#frames.push({ column, type: 'seq', key: '', index: 0, pairs: new Map() });
  }

  #openMapping(column: number, key: string): void {
    this.#closeDeeper(column, true);
    const top = this.#frames[this.#frames.length - 1];
    if (top?.type === 'map' && top.column === column) top.key = key;
    else this.#frames.push({ column, type: 'map', key, index: 0, pairs: new Map() });
    this.#frames[this.#frames.length - 1]?.pairs.set(key, '');
  }

  #closeDeeper(column: number, endsSequence: boolean): void {
    this.#frames = this.#frames.filter(
      (frame) =>
        frame.column < column || (frame.column === column && !(endsSequence && frame.type === 'seq')),
    );
  }

  #place(
    flow: FlowScanner,
    column: number,
    line: { readonly hasDash: boolean; readonly hasKey: boolean },
  ): CursorPlace | null {
    const { frames, tokenStart, isInComment } = flow.state();
    if (isInComment) return null;
    const typed = this.#text.slice(tokenStart, this.#cursor).trimStart();
    const found = { ...this.#word(), isExpression: isInExpression(typed), isFlow: frames.length > 0 };
    const top = frames[frames.length - 1];
    if (top !== undefined) {
      const inner = frames.flatMap((frame, i): PathStep[] => {
        if (frame.type === 'seq') return [frame.index];
        return frame.key === null || (i === frames.length - 1 && frame.key === '') ? [] : [frame.key];
      });
      const path = [...this.#path(this.#frames), ...inner];
      const slot = top.type === 'seq' ? 'entry' : top.key === null ? 'key' : 'value';
      return { path, slot, pairs: this.#withFollowing(flow, top), ...found };
    }
    if (line.hasKey) {
      const pairs = this.#frames[this.#frames.length - 1]?.pairs ?? new Map<string, string>();
      return { path: this.#path(this.#frames), slot: 'value', pairs, ...found };
    }
    return { ...this.#blockPlace(column, line.hasDash), ...found };
  }

  /** A word without a colon, outside brackets: what it may become depends on its column. */
  #blockPlace(column: number, hasDash: boolean): Pick<CursorPlace, 'path' | 'slot' | 'pairs'> {
    if (hasDash) {
      return { path: this.#path(this.#frames), slot: 'entry', pairs: this.#keysBelow(column, new Map()) };
    }
    this.#closeDeeper(column, true);
    const top = this.#frames[this.#frames.length - 1];
    if (top === undefined) return { path: [], slot: 'key', pairs: this.#keysBelow(column, new Map()) };
    if (top.type === 'map' && top.column === column) {
      const outer = this.#path(this.#frames.slice(0, -1));
      return { path: outer, slot: 'key', pairs: this.#keysBelow(column, top.pairs) };
    }
    const slot = top.type === 'seq' ? 'entry' : 'below';
    return { path: this.#path(this.#frames), slot, pairs: this.#keysBelow(column, new Map()) };
  }

  #path(frames: readonly BlockFrame[]): PathStep[] {
    return frames.map((frame) => (frame.type === 'seq' ? frame.index : frame.key));
  }

  #word(): { readonly word: TextRange } {
    const before =
      WORD_BEFORE.exec(this.#text.slice(Math.max(0, this.#cursor - 200), this.#cursor))?.[0] ?? '';
    const after = WORD_AFTER.exec(this.#text.slice(this.#cursor, this.#cursor + 200))?.[0] ?? '';
    const isDash = before.startsWith('-');
    return {
      word: { start: this.#cursor - before.length + (isDash ? 1 : 0), end: this.#cursor + after.length },
    };
  }

  /** The pairs of a flow mapping, those after the cursor included. */
  #withFollowing(
    flow: FlowScanner,
    frame: { readonly pairs: ReadonlyMap<string, string> },
  ): Map<string, string> {
    const before = new Map(frame.pairs);
    flow.skipTo(this.#word().word.end);
    flow.scan(Math.min(this.#text.length, this.#cursor + 2000));
    for (const [key, value] of frame.pairs) if (key !== '' && !before.has(key)) before.set(key, value);
    return before;
  }

  /** The pairs of a block mapping, those on the lines below the cursor included. */
  #keysBelow(column: number, above: ReadonlyMap<string, string>): Map<string, string> {
    const pairs = new Map(above);
    const rest = this.#text.slice(this.#cursor, this.#cursor + 4000).split(/\r\n|\r|\n/);
    for (const line of rest.slice(1)) {
      const content = line.trimStart();
      if (content === '' || content.startsWith('#')) continue;
      const indent = line.length - content.length;
      if (indent < column || (indent === column && content.startsWith('-'))) break;
      const key = indent === column ? KEY.exec(content) : null;
      if (key !== null) pairs.set(unquoted(key[1] ?? ''), content.slice(key[0].length).trim());
    }
    return pairs;
  }
}

function isInExpression(typed: string): boolean {
  if (/^\$[A-Za-z_]?\w*$/.test(typed)) return true;
  if (!typed.startsWith('$(')) return false;
  return typed.split('(').length > typed.split(')').length;
}
