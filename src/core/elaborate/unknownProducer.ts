import { type Message, message } from '../diagnostics/message.ts';
import { nearest } from '../language/nearest.ts';
import type { Place } from '../language/place.ts';
import type { ItemContext, NameScope } from './listContext.ts';

/** reference.unknown-name: with the name that was most likely meant, or those that there are. */
export function reportUnknownProducer(name: string, place: Place, context: ItemContext): void {
  const mayGuess = context.body.file.limits.guesses-- > 0;
  const parts = mayGuess ? partsBeside(name, context) : [];
  const known = !mayGuess || parts.length > 0 ? parts : allNames(context.names);
  const guess = nearest(name, known);
  context.report({
    code: 'reference.unknown-name',
    place,
    message: textFor(name, guess, known, parts.length > 0),
    fixes:
      guess === null
        ? []
        : [
            {
              title: message('Change `{from}` to `{to}`', { from: name, to: guess }),
              changes: [{ type: 'replace', place, newText: guess }],
            },
          ],
  });
}

/** The most names that a message lists. */
const MOST_NAMED = 12;

function textFor(name: string, guess: string | null, known: readonly string[], areParts: boolean): Message {
  const args = { name, guess: guess ?? '', known: known.slice(0, MOST_NAMED).join(', ') };
  if (guess !== null) return message('There is no layer `{name}` here. Did you mean `{guess}`?', args);
  if (areParts) return message('There is no layer `{name}` here. Use one of {known}.', args);
  return known.length === 0
    ? message('There is no layer `{name}` here. Give a layer that `name`.', args)
    : message('There is no layer `{name}` here. Give a layer that `name`, or use one of {known}.', args);
}

function allNames(scope: NameScope | null): string[] {
  const names = new Set<string>();
  for (let at = scope; at !== null; at = at.parent) for (const name of at.names()) names.add(name);
  return [...names];
}

/** For `p.c`, where there is a `p`: what it has, as `p.a` and `p.b`. */
function partsBeside(name: string, { names, body }: ItemContext): string[] {
  const [first = '', ...rest] = name.split('.');
  if (rest.length === 0) return [];
  for (let at: NameScope | null = names; at !== null; at = at.parent) {
    const entry = at.find(first);
    if (entry === undefined) continue;
    const start = `${entry.path}.`;
    const below = [...body.builder.values.keys()].filter((path) => path.startsWith(start));
    return [...new Set(below.map((path) => `${first}.${path.slice(start.length).split('.')[0] ?? ''}`))];
  }
  return [];
}
