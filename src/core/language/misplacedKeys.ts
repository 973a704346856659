import { message } from '../diagnostics/message.ts';
import type { SpecMap, SpecPair } from '../spec/node.ts';
import type { TextRange } from '../spec/textRange.ts';
import { COMMON_KEYS, KINDS } from './kinds.ts';
import type { Place } from './place.ts';
import type { Report } from './problem.ts';

/** Keys of a kind that stand beside it, at its own column, and leave it without a value. */
export interface MisplacedKeys {
  readonly kind: string;
  /** What the kind's value is if they are taken for it. */
  readonly value: SpecMap;
  /** True where moving them further right makes them the value: nothing stands between the kind and them. */
  readonly follow: boolean;
}

/** `residual:` with `branch:` below it in the same column. Null where nothing of the kind stands beside it. */
export function misplacedKeys(item: SpecMap, kind: SpecPair): MisplacedKeys | null {
  const name = String(kind.key.value);
  const info = KINDS.get(name);
  if (info === undefined || kind.value.type !== 'scalar' || kind.value.value !== null) return null;
  const pairs = item.pairs.filter((pair) => pair !== kind && !isCommon(pair));
  const [first] = pairs;
  const last = pairs[pairs.length - 1];
  if (first === undefined || last === undefined) return null;
  if (!pairs.some(({ key }) => Object.hasOwn(info.table, String(key.value)))) return null;
  // What is neither an attribute nor a parameter may be a layer of its own.
  if (pairs.some(({ key }) => isOtherKind(String(key.value), name))) return null;
  const start = item.pairs.indexOf(kind) + 1;
  return {
    kind: name,
    value: { type: 'map', start: first.key.start, end: Math.max(last.key.end, last.value.end), pairs },
    follow: pairs.every((pair, i) => item.pairs[start + i] === pair),
  };
}

function isCommon({ key }: SpecPair): boolean {
  return (COMMON_KEYS as readonly string[]).includes(String(key.value));
}

function isOtherKind(key: string, kind: string): boolean {
  return KINDS.has(key) && !Object.hasOwn(KINDS.get(kind)?.table ?? {}, key);
}

/** One report for all of them, at the first. */
export function reportMisplacedKeys(
  { kind, value, follow }: MisplacedKeys,
  placeOf: (range: TextRange) => Place,
  report: Report,
): void {
  const [first, ...others] = value.pairs;
  if (first === undefined) return;
  const key = String(first.key.value);
  report({
    code: 'spec.unknown-key',
    place: placeOf(first.key),
    message:
      others.length === 0
        ? message('`{key}` belongs inside the value of `{kind}`, not beside it.', { key, kind })
        : message('{keys} belong inside the value of `{kind}`, not beside it.', {
            keys: value.pairs.map((pair) => `\`${String(pair.key.value)}\``).join(', '),
            kind,
          }),
    fixes: follow
      ? [
          {
            title: message('Move it into the value of `{kind}`', { kind }),
            changes: [{ type: 'indent', range: { start: value.start, end: value.end } }],
          },
        ]
      : [],
  });
}
