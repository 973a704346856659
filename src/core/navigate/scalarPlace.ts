import type { SpecScalar } from '../spec/node.ts';
import type { TextRange } from '../spec/textRange.ts';

/**
 * Where the value of a scalar stands letter for letter: inside its quotes, if it has any. Null where it is written
 * in another way (over several lines, with escapes), so that no part of it has a place.
 */
export function literalRange(scalar: SpecScalar, text: string): TextRange | null {
  const value = String(scalar.value);
  const isAt = (start: number): boolean =>
    text.startsWith(value, start) && start + value.length <= scalar.end;
  if (!scalar.quoted && scalar.end - scalar.start === value.length && isAt(scalar.start))
    return { start: scalar.start, end: scalar.end };
  const start = scalar.start + 1;
  if (scalar.quoted && scalar.end - scalar.start === value.length + 2 && isAt(start))
    return { start, end: start + value.length };
  return null;
}

/** The parts of a dotted name with their places; parts without a place where the scalar has none. */
export function dottedParts(
  scalar: SpecScalar,
  text: string,
): { readonly part: string; readonly range: TextRange | null }[] {
  const literal = literalRange(scalar, text);
  let at = literal?.start ?? 0;
  return String(scalar.value)
    .split('.')
    .map((part) => {
      const range = literal === null ? null : { start: at, end: at + part.length };
      at += part.length + 1;
      return { part, range };
    });
}

/** Names of parameters in an expression, with their places. */
export function expressionNames(
  scalar: SpecScalar,
  text: string,
): { readonly name: string; readonly range: TextRange }[] {
  if (scalar.quoted || typeof scalar.value !== 'string' || !scalar.value.startsWith('$')) return [];
  const source = text.slice(scalar.start, scalar.end);
  const bare = /^\$([A-Za-z_]\w*)$/.exec(source);
  if (bare?.[1] !== undefined)
    return [{ name: bare[1], range: { start: scalar.start + 1, end: scalar.end } }];
  if (!source.startsWith('$(')) return [];
  const found: { name: string; range: TextRange }[] = [];
  // Words in quotes, numbers such as 1e5, and words: only the last are names.
  for (const match of source.matchAll(/'[^']*'|"[^"]*"|\d[\w.]*|([A-Za-z_]\w*)/g)) {
    const name = match[1];
    if (name === undefined || OPERATORS.has(name)) continue;
    const start = scalar.start + match.index;
    found.push({ name, range: { start, end: start + name.length } });
  }
  return found;
}

const OPERATORS = new Set(['and', 'or', 'not']);
