import { type Message, message } from '../diagnostics/message.ts';
import type { Evaluated, EvaluatedMap } from './evaluated.ts';
import { isNull } from './evaluated.ts';
import { nearest } from './nearest.ts';
import type { ProblemFix, Report } from './problem.ts';

export interface WrittenKeys {
  readonly entries: EvaluatedMap['entries'];
  readonly known: readonly string[];
  /** Whose keys they are, for messages. */
  readonly owner: string;
  readonly code?: 'spec.unknown-key' | 'spec.unknown-parameter';
  /** Keys that are written there, too, and read elsewhere. */
  readonly others?: readonly string[];
  /** The kind of the layer whose value holds the keys; nothing for what is no layer. */
  readonly layer?: string;
}

type Entry = EvaluatedMap['entries'][number];

/** What is said of one key. */
interface Verdict {
  readonly message: Message;
  /** The known key that it was meant for. */
  readonly meant: string | null;
  readonly fixes: readonly ProblemFix[];
}

/** Keys that every layer has beside its kind. */
const BESIDE: readonly string[] = ['name', 'from', 'when', 'weights'];
/** What other libraries call a producer. */
const PRODUCER_WORDS: readonly string[] = ['input', 'inputs'];

/** Reports each key that is not among the known ones, and gives those that were meant: they are not missing. */
export function reportUnknownKeys(keys: WrittenKeys, report: Report): ReadonlySet<string> {
  const { entries, known, code = 'spec.unknown-key', others = [] } = keys;
  const written = new Set([...others, ...entries.map((entry) => entry.key)]);
  // A key that stands there already would then stand there twice.
  const free = known.filter((each) => !written.has(each));
  const meant = new Set<string>();
  for (const entry of entries) {
    const { key, keyPlace } = entry;
    if (known.includes(key)) continue;
    // The rest of an expression that a comma cut off: said where the expression is.
    if (key.endsWith(')') && !key.includes('(')) continue;
    const verdict =
      besideVerdict(entry, keys) ?? gluedVerdict(entry, free) ?? plainVerdict(entry, free, keys);
    if (verdict.meant !== null) meant.add(verdict.meant);
    report({ code, place: keyPlace, message: verdict.message, fixes: verdict.fixes });
  }
  return meant;
}

/** What belongs to the layer and not to its kind. */
function besideVerdict({ key, value }: Entry, { owner, layer }: WrittenKeys): Verdict | null {
  if (layer === undefined) return null;
  if (BESIDE.includes(key)) {
    const text = message('`{key}` stands beside `{layer}`, not inside its value.', { key, layer });
    return { message: text, meant: null, fixes: [] };
  }
  if (!PRODUCER_WORDS.includes(key)) return null;
  const from = value.kind === 'scalar' && typeof value.value === 'string' ? value.value : 'NAME';
  return {
    message: message(
      '`{owner}` has no `{key}`. What a layer takes is named beside its kind, as in `from: {from}`.',
      { owner, key, from },
    ),
    meant: null,
    fixes: [],
  };
}

/** `{filters:16}`: without a blank behind it the colon is a letter of the key. */
const GLUED = /^(\w+) *([:=]) *([\w.$+-]+)$/;

function gluedVerdict({ key, keyPlace, value }: Entry, free: readonly string[]): Verdict | null {
  const [, name = '', sign, rest] = GLUED.exec(key) ?? [];
  if (rest === undefined || !isNothing(value)) return null;
  const meant = free.includes(name) ? name : nearest(name, free);
  if (meant === null) return null;
  const written = `${meant}: ${rest}`;
  return {
    message:
      sign === ':'
        ? message('A blank is missing behind the colon: write `{written}`.', { written })
        : message('A value stands behind a colon and a blank: write `{written}`.', { written }),
    meant,
    fixes: [
      {
        title: message('Write `{written}`', { written }),
        changes: [{ type: 'replace', place: keyPlace, newText: written }],
      },
    ],
  };
}

function isNothing(value: Evaluated): boolean {
  return value.kind === 'unknown' || isNull(value);
}

function plainVerdict(
  { key, keyPlace }: Entry,
  free: readonly string[],
  { known, owner }: WrittenKeys,
): Verdict {
  const meant = nearest(key, free);
  const args = { owner, key, guess: meant ?? '', known: known.join(', ') };
  if (meant === null) {
    const text =
      known.length === 0
        ? message('`{owner}` has no `{key}`: it takes nothing.', args)
        : message('`{owner}` has no `{key}`. It takes {known}.', args);
    return { message: text, meant, fixes: [] };
  }
  return {
    message: message('`{owner}` has no `{key}`. Did you mean `{guess}`? It takes {known}.', args),
    meant,
    fixes: [
      {
        title: message('Change `{from}` to `{to}`', { from: key, to: meant }),
        changes: [{ type: 'replace', place: keyPlace, newText: meant }],
      },
    ],
  };
}
