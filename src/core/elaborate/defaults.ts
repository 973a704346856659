import { message } from '../diagnostics/message.ts';
import type { Level } from '../language/attributeTable.ts';
import { evaluate, placeOf } from '../language/evaluate.ts';
import type { Evaluated } from '../language/evaluated.ts';
import { KINDS } from '../language/kinds.ts';
import { nearest } from '../language/nearest.ts';
import type { Report } from '../language/problem.ts';
import type { Scope } from '../language/scope.ts';
import { reportUnknownKeys } from '../language/unknownKeys.ts';
import type { SpecMap, SpecNode } from '../spec/node.ts';
import type { SpecBlock } from '../spec/spec.ts';

/** `defaults` of a file or of a block: for each kind or block a level of attributes. */
export interface Defaults {
  readonly levels: ReadonlyMap<string, Level>;
  /** `defaults.shortcut`. */
  readonly shortcut: SpecNode | null;
  /** The scope in which the shortcut is to be read. */
  readonly scope: Scope;
}

const EMPTY: Level = new Map<string, Evaluated>();

export function noDefaults(scope: Scope): Defaults {
  return { levels: new Map(), shortcut: null, scope };
}

export function levelOf(defaults: Defaults, name: string): Level {
  return defaults.levels.get(name) ?? EMPTY;
}

export function readDefaults(
  map: SpecMap | null,
  blocks: ReadonlyMap<string, SpecBlock>,
  scope: Scope,
  report: Report,
): Defaults {
  if (map === null) return noDefaults(scope);
  const levels = new Map<string, Level>();
  let shortcut: SpecNode | null = null;
  const written = new Set(map.pairs.map(({ key }) => String(key.value)));
  for (const { key, value } of map.pairs) {
    const name = String(key.value);
    if (name === 'shortcut') {
      shortcut = value.type === 'scalar' && value.value === null ? null : value;
    } else if (KINDS.has(name) || blocks.has(name)) {
      levels.set(name, readLevel(name, value, blocks, scope, report));
    } else {
      const guess = nearest(
        name,
        [...KINDS.keys(), ...blocks.keys(), 'shortcut'].filter((each) => !written.has(each)),
      );
      const place = placeOf(key, scope);
      report({
        code: 'spec.unknown-key',
        place,
        message:
          guess === null
            ? message('`defaults` has no kind or block `{name}`.', { name })
            : message('`defaults` has no kind or block `{name}`. Did you mean `{guess}`?', { name, guess }),
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
  }
  return { levels, shortcut, scope };
}

function readLevel(
  name: string,
  node: SpecNode,
  blocks: ReadonlyMap<string, SpecBlock>,
  scope: Scope,
  report: Report,
): Level {
  if (node.type === 'scalar' && node.value === null) return EMPTY;
  const info = KINDS.get(name);
  if (node.type === 'map') {
    const level = new Map<string, Evaluated>();
    for (const pair of node.pairs) {
      const key = String(pair.key.value);
      level.set(key, evaluate(pair.value, scope, report));
    }
    reportUnknownLevelKeys(name, node, blocks, scope, report);
    return level;
  }
  if (info?.shorthand !== null && info !== undefined) {
    return new Map([[info.shorthand, evaluate(node, scope, report)]]);
  }
  report({
    code: 'spec.wrong-type',
    place: placeOf(node, scope),
    message: message('The defaults of `{name}` are a mapping from its attributes to their values.', { name }),
  });
  return EMPTY;
}

function reportUnknownLevelKeys(
  name: string,
  node: SpecMap,
  blocks: ReadonlyMap<string, SpecBlock>,
  scope: Scope,
  report: Report,
): void {
  const block = blocks.get(name);
  const info = KINDS.get(name);
  const parametersOf = (each: SpecBlock): string[] =>
    each.parameters.map(({ name: key }) => String(key.value));
  const known = [
    ...Object.keys(info?.table ?? {}),
    // A stage or block passes on whatever some block declares.
    ...(info?.takesParameters === true ? [...blocks.values()].flatMap(parametersOf) : []),
    ...(block === undefined ? [] : parametersOf(block)),
  ];
  const entries = node.pairs.map((pair) => ({
    key: String(pair.key.value),
    keyPlace: placeOf(pair.key, scope),
    value: { kind: 'unknown', place: placeOf(pair.value, scope), parameter: null } as const,
  }));
  const code = block === undefined ? 'spec.unknown-key' : 'spec.unknown-parameter';
  reportUnknownKeys({ entries, known: [...new Set(known)], owner: name, code }, report);
}
