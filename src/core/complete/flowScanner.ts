/** A mapping `{…}` or sequence `[…]` in YAML's flow style that is open at the end of what was scanned. */
export interface FlowFrame {
  readonly type: 'map' | 'seq';
  /** The key whose value is being written; null where a key is expected. */
  key: string | null;
  /** How many commas were passed. */
  index: number;
  /** Finished pairs, values as text; '' for those that are no scalar. */
  readonly pairs: Map<string, string>;
}

/** What stands between the last delimiter and the end of the scanned text. */
export interface FlowEnd {
  readonly frames: readonly FlowFrame[];
  readonly tokenStart: number;
  readonly isInComment: boolean;
}

/**
 * Reads flow style from `start` to `end`, without a judgement on whether it is right. A plain scalar may hold
 * brackets of expressions, which are round; quotes count only where a scalar begins.
 */
export class FlowScanner {
  readonly #text: string;
  readonly #frames: FlowFrame[] = [];
  #at: number;
  #tokenStart: number;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
    this.#tokenStart = start;
  }

  get isOpen(): boolean {
    return this.#frames.length > 0;
  }

  /** Goes on to `end`; where everything is closed before it, stops at the end of the line. Returns where. */
  scan(end: number): number {
    while (this.#at < end) {
      const char = this.#text.charAt(this.#at);
      if ((char === '\n' || char === '\r') && !this.isOpen) return this.#at;
      this.#step(char, end);
    }
    return this.#at;
  }

  state(): FlowEnd {
    const token = this.#text.slice(this.#tokenStart, this.#at);
    return {
      frames: this.#frames,
      tokenStart: this.#tokenStart,
      isInComment: /(^|\s)#[^\r\n]*$/.test(token) && !/^\s*["']/.test(token),
    };
  }

  /** Goes on behind a word that is still being typed, as if it were not there. */
  skipTo(offset: number): void {
    this.#at = Math.max(this.#at, offset);
    this.#tokenStart = this.#at;
  }

  #step(char: string, end: number): void {
    const isFresh = this.#token() === '';
    if (isFresh && (char === '"' || char === "'")) this.#quoted(char, end);
    else if (char === '#' && /\s|^$/.test(this.#text.charAt(this.#at - 1))) this.#comment(end);
    else if (isFresh && char === '{') this.#open('map');
    else if (isFresh && char === '[') this.#open('seq');
    else if ((char === '}' || char === ']') && this.isOpen) this.#close();
    else if (char === ',' && this.isOpen) this.#next();
    else if (char === ':' && this.#isColonOfKey()) this.#finishKey();
    else this.#at++;
  }

  #token(): string {
    return this.#text.slice(this.#tokenStart, this.#at).trim();
  }

  #top(): FlowFrame | undefined {
    return this.#frames[this.#frames.length - 1];
  }

  #quoted(quote: string, end: number): void {
    const close = this.#text.indexOf(quote, this.#at + 1);
    this.#at = close < 0 || close >= end ? end : close + 1;
  }

  /** Within a comment nothing counts, but its start stays in the token, so that `state` can see it. */
  #comment(end: number): void {
    let at = this.#at;
    while (at < end && !/[\r\n]/.test(this.#text.charAt(at))) at++;
    this.#at = at;
    if (at < end && this.isOpen) this.#tokenStart = at;
  }

  #open(type: 'map' | 'seq'): void {
    this.#frames.push({ type, key: null, index: 0, pairs: new Map() });
    this.#advance();
  }

  #close(): void {
    this.#finishPair();
    this.#frames.pop();
    this.#advance();
  }

  #next(): void {
    this.#finishPair();
    const top = this.#top();
    if (top !== undefined) {
      top.key = null;
      top.index++;
    }
    this.#advance();
  }

  #isColonOfKey(): boolean {
    const top = this.#top();
    return top?.type === 'map' && top.key === null && /^[\s,}\]]?$/.test(this.#text.charAt(this.#at + 1));
  }

  #finishKey(): void {
    const top = this.#top();
    if (top !== undefined) {
      top.key = unquoted(this.#token());
      top.pairs.set(top.key, '');
    }
    this.#advance();
  }

  #finishPair(): void {
    const top = this.#top();
    const token = this.#token();
    if (top?.type !== 'map' || token === '') return;
    if (top.key === null) top.pairs.set(unquoted(token), '');
    else if (top.pairs.get(top.key) === '') top.pairs.set(top.key, unquoted(token));
  }

  #advance(): void {
    this.#at++;
    this.#tokenStart = this.#at;
  }
}

export function unquoted(text: string): string {
  const match = /^(["'])(.*)\1$/.exec(text);
  return match?.[2] ?? text;
}
