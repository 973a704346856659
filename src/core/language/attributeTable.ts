import { type Message, message } from '../diagnostics/message.ts';
import { type AttributeType, type Complain } from './attributeType.ts';
import { type Evaluated, isNull } from './evaluated.ts';
import type { Place } from './place.ts';
import type { Problem, Report } from './problem.ts';
import type { Scope } from './scope.ts';

/** One attribute of a kind: how it is read, what it is when nobody writes it, and what it means. */
export interface Attribute<T> {
  readonly type: AttributeType<T>;
  /** Undefined for an attribute that must be written. */
  readonly fallback: T | undefined;
  readonly required: boolean;
  /** False for what no shape depends on: a bad value of it leaves everything else as it is. */
  readonly shapes: boolean;
  /** One sentence for hovers and completion. */
  readonly doc: string;
}

export type AttributeTable = Readonly<Record<string, Attribute<unknown>>>;
export type ReadTable<Table extends AttributeTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Attribute<infer T> ? T : never;
};

export function required<T>(type: AttributeType<T>, doc: string): Attribute<T> {
  return { type, fallback: undefined, required: true, shapes: true, doc };
}

export function optional<T>(type: AttributeType<T>, fallback: NoInfer<T>, doc: string): Attribute<T> {
  return { type, fallback, required: false, shapes: true, doc };
}

/** The same attribute, marked as one that no shape depends on. */
export function shapeless<T>(attribute: Attribute<T>): Attribute<T> {
  return { ...attribute, shapes: false };
}

/** What one level (the item, the file's defaults, the block's defaults) says about a kind. */
export type Level = ReadonlyMap<string, Evaluated>;

/** Attributes of one item: what it writes and the defaults that reach it, strongest first. */
export interface AttributeLevels {
  readonly item: Level;
  readonly levels: readonly Level[];
  /** Where a missing attribute is reported, and the kind's name for messages. */
  readonly owner: Place;
  readonly ownerName: string;
  /** Values that stand for the whole, as in `norm: batch`: messages name it so, and not `type`. */
  readonly short?: readonly Evaluated[];
  /** What a key that the item does not have was meant for: it is said there, and nothing is missing. */
  readonly misspelled?: ReadonlySet<string>;
}

export interface ReadAttributes<Table extends AttributeTable> {
  readonly values: ReadTable<Table>;
  /** False where a value that matters is missing, bad or unknown: what follows from it is unknown. */
  readonly complete: boolean;
  /** Where each attribute stands; the owner where nobody wrote it. */
  readonly placeOf: (name: string) => Place;
  /** Where the value itself is written, so that replacing it there changes this attribute and nothing else. */
  readonly literalPlaceOf: (name: string) => Place | null;
}

/** The strongest level's value, or undefined where nobody writes the attribute. */
export function strongest(name: string, levels: readonly Level[]): Evaluated | undefined {
  for (const level of levels) {
    const value = level.get(name);
    if (value !== undefined && !isNull(value)) return value;
  }
  return undefined;
}

export function readAttributes<Table extends AttributeTable>(
  table: Table,
  { item, levels, owner, ownerName, short = [], misspelled }: AttributeLevels,
  scope: Scope,
  report: Report,
): ReadAttributes<Table> {
  const values: Record<string, unknown> = {};
  let complete = true;
  for (const name of Object.keys(table)) {
    const attribute = table[name];
    if (attribute === undefined) continue;
    const value = strongest(name, levels);
    if (value === undefined) {
      if (attribute.required) {
        if (misspelled?.has(name) !== true) report(missing(name, attribute, owner, ownerName));
        complete &&= !attribute.shapes;
      }
      values[name] = attribute.required ? attribute.type.fallback : attribute.fallback;
      continue;
    }
    const written = short.includes(value) ? ownerName : writtenName(value, name);
    const read = readValue(attribute.type, value, written, scope, report);
    if (read === undefined) complete &&= !attribute.shapes;
    values[name] = read ?? (attribute.required ? attribute.type.fallback : attribute.fallback);
  }
  return {
    values: values as ReadTable<Table>,
    complete,
    placeOf: (name) => strongest(name, levels)?.place ?? owner,
    literalPlaceOf: (name) => {
      const value = strongest(name, [item]);
      if (value === undefined) return null;
      // A calculated value has the argument to blame, but is not written there; a parameter's value may be
      // used elsewhere as well.
      const { place, parameter } = value;
      return place.kind === (parameter === null ? 'file' : 'argument') ? place : null;
    },
  };
}

function missing(name: string, { type }: Attribute<unknown>, place: Place, owner: string): Problem {
  return {
    code: 'spec.missing-key',
    place,
    message: message('`{owner}` needs `{name}`: {expected}.', { owner, name, expected: type.expected }),
  };
}

/** What a block is given is called as it is written there: by the parameter. */
function writtenName({ place, parameter }: Evaluated, name: string): string {
  return place.kind === 'argument' && parameter !== null ? parameter : name;
}

/** Reads one value; a bad one that came from a parameter silences that parameter. */
export function readValue<T>(
  type: AttributeType<T>,
  value: Evaluated,
  name: string,
  scope: Scope,
  report: Report,
): T | undefined {
  return type.read(value, name, complainTo(value, scope, report));
}

export function complainTo(value: Evaluated, scope: Scope, report: Report): Complain {
  return (code, place, text, fixes = []) => {
    const culprit = value.kind === 'list' ? value.items.find((item) => item.place === place) : value;
    const cause = culprit?.cause;
    const said = culprit === undefined ? text : withArgument(text, culprit);
    report({ code, place, message: said, fixes, ...(cause === undefined ? {} : { cause }) });
    if (value.parameter !== null) scope.poison(value.parameter);
  };
}

/** Of what a shipped block calculates an argument is to blame, which is not the value that was found. */
function withArgument(problem: Message, { place, parameter }: Evaluated): Message {
  if (place.kind !== 'argument' || parameter !== null) return problem;
  return message('What the block calculates from `{argument}` cannot be used: {problem}', {
    argument: place.name,
    problem,
  });
}
