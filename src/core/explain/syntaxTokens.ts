import type { Analysis } from '../analyze.ts';
import { attributeOf } from '../complete/attributeOf.ts';
import type { PathStep } from '../complete/cursorPlace.ts';
import { type LanguagePlace, languagePlace } from '../complete/languagePlace.ts';
import { COMMON_KEYS, KINDS } from '../language/kinds.ts';
import type { SpecNode, SpecPair, SpecScalar } from '../spec/node.ts';
import type { TextRange } from '../spec/textRange.ts';

export const TOKEN_TYPES = [
  'kind',
  'key',
  'word',
  'block',
  'parameter',
  'operator',
  'number',
  'string',
  'name',
] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];

export interface SyntaxToken extends TextRange {
  readonly type: TokenType;
}

const EXPRESSION_TOKEN = /\$?[A-Za-z_]\w*|\d+(?:\.\d+)?|'[^']*'|"[^"]*"|\*\*|\/\/|[=!<>]=|[-+*/%<>]/g;

/** What a theme may colour beyond YAML, in the order of the text; none spans lines. */
export function syntaxTokens(analysis: Analysis): SyntaxToken[] {
  const tokens: SyntaxToken[] = [];
  const { root } = analysis.spec;
  if (root !== null) new TokenCollector(analysis.text, tokens).node(root, []);
  return tokens
    .filter((token) => token.end > token.start && !/[\r\n]/.test(analysis.text.slice(token.start, token.end)))
    .sort((a, b) => a.start - b.start)
    .filter((token, i, all) => i === 0 || token.start >= (all[i - 1]?.end ?? 0));
}

class TokenCollector {
  readonly #text: string;
  readonly #tokens: SyntaxToken[];

  constructor(text: string, tokens: SyntaxToken[]) {
    this.#text = text;
    this.#tokens = tokens;
  }

  node(node: SpecNode, path: readonly PathStep[]): void {
    if (node.type === 'map') for (const pair of node.pairs) this.#pair(pair, path);
    else if (node.type === 'sequence')
      node.items.forEach((item, i) => {
        this.node(item, [...path, i]);
      });
    else this.#scalar(node, path);
  }

  #pair(pair: SpecPair, path: readonly PathStep[]): void {
    const key = String(pair.key.value);
    this.#add(pair.key, keyType(key, languagePlace(path)));
    this.node(pair.value, [...path, key]);
  }

  #scalar(scalar: SpecScalar, path: readonly PathStep[]): void {
    if (typeof scalar.value !== 'string' || scalar.quoted) return;
    if (scalar.value.startsWith('$')) {
      this.#expression(scalar);
      return;
    }
    const type = wordType(scalar.value, languagePlace(path), path);
    if (type !== null) this.#add(scalar, type);
  }

  #expression(scalar: SpecScalar): void {
    const source = this.#text.slice(scalar.start, scalar.end);
    for (const match of source.matchAll(EXPRESSION_TOKEN)) {
      const start = scalar.start + match.index;
      this.#add({ start, end: start + match[0].length }, expressionType(match[0]));
    }
  }

  #add(range: TextRange, type: TokenType): void {
    this.#tokens.push({ start: range.start, end: range.end, type });
  }
}

function expressionType(token: string): TokenType {
  if (token === 'and' || token === 'or' || token === 'not') return 'operator';
  if (/^\$?[A-Za-z_]/.test(token)) return 'parameter';
  if (/^\d/.test(token)) return 'number';
  return /^['"]/.test(token) ? 'string' : 'operator';
}

function keyType(key: string, place: LanguagePlace): TokenType {
  switch (place.type) {
    case 'item':
      return KINDS.has(key) ? 'kind' : 'key';
    case 'blocks':
      return 'block';
    case 'parameters':
    case 'variant':
      return 'parameter';
    case 'branches':
    case 'variants':
      return 'name';
    case 'defaults':
      return KINDS.has(key) ? 'kind' : key === 'shortcut' ? 'key' : 'block';
    case 'file':
    case 'block':
    case 'layers':
    case 'kind':
    case 'blockDefaults':
    case 'parameterDefault':
    case 'attribute':
    case 'producers':
    case 'train':
    case 'unknown':
      return 'key';
  }
}

function wordType(word: string, place: LanguagePlace, path: readonly PathStep[]): TokenType | null {
  switch (place.type) {
    case 'item':
      return KINDS.has(word) ? 'kind' : null;
    case 'producers':
      return 'name';
    case 'kind':
      return shorthandType(word, place.kind);
    case 'attribute':
      return attributeType(word, place);
    case 'unknown':
      return path[path.length - 1] === COMMON_KEYS[0] && languagePlace(path.slice(0, -1)).type === 'item'
        ? 'name'
        : null;
    case 'train':
    case 'parameterDefault':
      return 'word';
    case 'file':
    case 'block':
    case 'parameters':
    case 'variant':
    case 'blocks':
    case 'variants':
    case 'branches':
    case 'defaults':
    case 'layers':
    case 'blockDefaults':
      return null;
  }
}

function shorthandType(word: string, kind: string): TokenType | null {
  const shorthand = KINDS.get(kind)?.shorthand ?? null;
  return shorthand === null ? null : attributeType(word, { kind, name: shorthand });
}

function attributeType(
  word: string,
  { kind, name }: { readonly kind: string; readonly name: string },
): TokenType | null {
  if ((kind === 'stage' && name === 'block') || (kind === 'block' && name === 'type')) return 'block';
  const words = attributeOf(kind, name)?.type.words ?? [];
  return words.includes(word) || KINDS.get(kind)?.takesParameters === true ? 'word' : null;
}
