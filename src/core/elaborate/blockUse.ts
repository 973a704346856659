import { message } from '../diagnostics/message.ts';
import { complainTo } from '../language/attributeTable.ts';
import { complainQuoted } from '../language/attributeType.ts';
import type { Evaluated, EvaluatedMap } from '../language/evaluated.ts';
import { isNull } from '../language/evaluated.ts';
import { withFixes } from '../language/mergeProblems.ts';
import { nearest } from '../language/nearest.ts';
import type { Change, Place } from '../language/place.ts';
import type { Cause, Problem, ProblemFix } from '../language/problem.ts';
import { reportUnknownKeys } from '../language/unknownKeys.ts';
import type { SpecBlock } from '../spec/spec.ts';
import { allowedValue } from './allowedValue.ts';
import type { BlockInstance } from './blockInstance.ts';
import { levelOf } from './defaults.ts';
import type { ItemContext } from './listContext.ts';
import type { Value } from './value.ts';

/** A `stage` or `block` item's use of a block. */
export interface Use {
  readonly block: SpecBlock;
  /** The block's name as written, where problems of the block as a whole are shown. */
  readonly place: Place;
  readonly args: Map<string, Evaluated>;
  /** Parameters that a key which the block does not have was meant for. */
  readonly misspelled: ReadonlySet<string>;
}

/** Finds the block that `name` means and what is passed to it; null after a report. */
export function readUse(
  name: Evaluated | undefined,
  key: 'block' | 'type',
  entries: EvaluatedMap['entries'],
  ownKeys: readonly string[],
  context: ItemContext,
): Use | null {
  const { report, place, item, body } = context;
  if (name === undefined || isNull(name)) {
    if (item.value !== null && item.value.type !== 'map') return null;
    report({
      code: 'spec.missing-key',
      place,
      message: message('`{kind}` needs `{key}`: the name of a block.', { kind: item.kind, key }),
    });
    return null;
  }
  if (name.kind === 'unknown') return null;
  if (name.kind !== 'scalar' || typeof name.value !== 'string') {
    report({
      code: 'spec.wrong-type',
      place: name.place,
      message: message('`{key}` takes the name of a block.', { key }),
    });
    return null;
  }
  const block = body.file.blocks.get(name.value);
  if (block === undefined) {
    if (complainQuoted(name, key, complainTo(name, context.scope, report))) return null;
    reportUnknownBlock(name.value, name.place, context);
    return null;
  }
  const parameters = block.parameters.map((parameter) => String(parameter.name.value));
  // What the block takes comes first; `stride` is both a stage's own and the block's.
  const known = [...new Set([...parameters, ...ownKeys])];
  const judged = parameters.includes('repeat') ? entries : withoutRepeat(entries, context);
  const misspelled = reportUnknownKeys(
    { entries: judged, known, owner: name.value, code: 'spec.unknown-parameter', layer: item.kind },
    report,
  );
  return { block, place: name.place, args: collectArguments(block, entries, ownKeys, context), misspelled };
}

/** `block: {type: basic, repeat: 2}`: what is repeated is a stage. */
function withoutRepeat(
  entries: EvaluatedMap['entries'],
  { item, place, report }: ItemContext,
): EvaluatedMap['entries'] {
  const repeat = item.kind === 'block' ? entries.find(({ key }) => key === 'repeat') : undefined;
  if (repeat === undefined) return entries;
  const type = entries.find(({ key }) => key === 'type');
  report({
    code: 'spec.unknown-parameter',
    place: repeat.keyPlace,
    message: message(
      'A `block` is used once. What is repeated is a `stage`: `stage: {block: …, repeat: …}`.',
    ),
    fixes:
      type === undefined
        ? []
        : [
            {
              title: message('Make it a `stage`'),
              changes: [
                { type: 'replace', place, newText: 'stage' },
                { type: 'replace', place: type.keyPlace, newText: 'block' },
              ],
            },
          ],
  });
  return entries.filter((entry) => entry !== repeat);
}

/** What the item passes, then the file's defaults for the block, then those of the block that writes the item. */
function collectArguments(
  block: SpecBlock,
  entries: EvaluatedMap['entries'],
  ownKeys: readonly string[],
  context: ItemContext,
): Map<string, Evaluated> {
  const { body, defaults, item } = context;
  const name = String(block.name.value);
  const args = new Map<string, Evaluated>();
  const levels = [
    new Map(entries.filter((entry) => !ownKeys.includes(entry.key)).map((entry) => [entry.key, entry.value])),
    levelOf(body.file.defaults, name),
    levelOf(body.file.defaults, item.kind),
    levelOf(defaults, name),
    levelOf(defaults, item.kind),
  ];
  for (const parameter of block.parameters) {
    const key = String(parameter.name.value);
    if (ownKeys.includes(key) && key !== 'stride') continue;
    const value = levels.map((level) => level.get(key)).find((each) => each !== undefined && !isNull(each));
    const allowed = value === undefined ? undefined : allowedValue(parameter, value, context);
    if (allowed !== undefined) args.set(key, allowed);
  }
  return args;
}

/** Reports each required parameter that nobody passes; false if there is one. */
export function hasRequired(use: Use, context: ItemContext): boolean {
  const missing = use.block.parameters.filter(
    (parameter) => parameter.required && !use.args.has(String(parameter.name.value)),
  );
  const unsaid = missing.filter(({ name }) => !use.misspelled.has(String(name.value)));
  if (unsaid.length > 0) {
    context.report({
      code: 'spec.missing-key',
      place: use.place,
      message: message('`{block}` needs {names}.', {
        block: String(use.block.name.value),
        names: unsaid.map((parameter) => `\`${String(parameter.name.value)}\``).join(' and '),
      }),
    });
  }
  return missing.length === 0;
}

function reportUnknownBlock(name: string, place: Place, context: ItemContext): void {
  const { blocks, limits } = context.body.file;
  const known = limits.guesses-- > 0 ? [...blocks.keys()] : [];
  const guess = nearest(name, known);
  context.report({
    code: 'reference.unknown-block',
    place,
    message:
      guess === null
        ? message('There is no block `{name}`. Define it under `blocks`, or use one of {known}.', {
            name,
            known: known.slice(0, 12).join(', '),
          })
        : message('There is no block `{name}`. Did you mean `{guess}`?', { name, guess }),
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

/** Passes the mistakes of an instance on to the user of the block, in the places of its use. */
export function reportProblems(instance: BlockInstance, use: Use, input: Value, context: ItemContext): void {
  for (const problem of instance.problems) context.report(atUse(problem, use, input, context));
}

function atUse(problem: Problem, use: Use, input: Value, context: ItemContext): Problem {
  const resolve = (place: Place): Place => {
    if (place.kind === 'file') return place;
    if (place.kind === 'block') return use.place;
    if (place.kind === 'input') return input.place ?? use.place;
    return use.args.get(place.name)?.place ?? use.place;
  };
  const place = resolve(problem.place);
  const related = (problem.related ?? []).map((each) => ({ ...each, place: resolve(each.place) }));
  const { cause } = problem;
  return withFixes(
    {
      ...problem,
      place,
      // In a block of the file the mistake is shown in the block's text; the use is then the other side.
      related: [...related, ...usedHere(problem, use)].filter(
        (each) => JSON.stringify(each.place) !== JSON.stringify(place),
      ),
      ...(cause === undefined ? {} : { cause: causeAtUse(cause, use, resolve) }),
    },
    fixesAtUse(problem, use, context, resolve),
  );
}

/** The fixes in terms of what the use writes; those that it leaves no place for are dropped. */
function fixesAtUse(
  problem: Problem,
  use: Use,
  context: ItemContext,
  resolve: (place: Place) => Place,
): ProblemFix[] {
  const culprit = problem.place.kind === 'argument' ? use.args.get(problem.place.name) : undefined;
  const isCulpritShared = culprit !== undefined && isShared(culprit, use, context);
  return (problem.fixes ?? []).flatMap((fix): ProblemFix[] => {
    // Where several uses are to blame for one value, mending this use leaves the others as they are.
    if (isCulpritShared && fix.changes.some((change) => change.type === 'replace' && change.isLocal))
      return [];
    const changes = fix.changes.map((change) => changeAtUse(change, use, context, resolve));
    const possible = changes.filter((change) => change !== null);
    if (possible.length < changes.length) return [];
    const { phrase } = fix;
    // What others use as well costs more than what is said of this use alone.
    const isPriced =
      phrase === undefined || !fix.changes.some((change) => changesShared(change, use, context));
    return [{ ...fix, changes: possible, ...(isPriced ? {} : { phrase: { ...phrase, cost: null } }) }];
  });
}

/** What was passed may itself be calculated: the parameter that it came from is then to blame. */
function causeAtUse(cause: Cause, use: Use, resolve: (place: Place) => Place): Cause {
  const passed = cause.place.kind === 'argument' ? use.args.get(cause.place.name) : undefined;
  return passed?.cause ?? { ...cause, place: resolve(cause.place) };
}

/** What does not fit within a block of the file depends on what the use gives it, and so does what is calculated. */
function usedHere(problem: Problem, use: Use): NonNullable<Problem['related']> {
  const isNamed = problem.related?.some((each) => each.message.template === USED_HERE) === true;
  const depends = problem.code.startsWith('shape.') || problem.cause !== undefined;
  if (problem.place.kind !== 'file' || !depends || isNamed) return [];
  return [{ place: use.place, message: message(USED_HERE, { name: String(use.block.name.value) }) }];
}

const USED_HERE = 'The block `{name}` is used here.';

/** True for what is not written at the use itself: a parameter's value, a calculated one, or a default. */
function isShared(passed: Evaluated, use: Use, { item, scope }: ItemContext): boolean {
  if (passed.parameter !== null) return passed.place.kind !== 'argument';
  if (scope.source !== 'file' || passed.place.kind !== 'file' || use.place.kind !== 'file') return true;
  const { start, end } = passed.place.range;
  return passed.cause !== undefined || start < item.range.start || end > item.range.end;
}

/** True for what is written at this use and, if that is in a block, passed by the block's own use. */
function isLiteral(passed: Evaluated, use: Use, context: ItemContext): boolean {
  return !isShared(passed, use, context) && !(context.body.isBlock && passed.place.kind === 'file');
}

function changesShared(change: Change, use: Use, context: ItemContext): boolean {
  if (change.type !== 'replace' || change.place.kind !== 'argument') return false;
  const passed = use.args.get(change.place.name);
  return passed !== undefined && isShared(passed, use, context);
}

function changeAtUse(
  change: Change,
  use: Use,
  context: ItemContext,
  resolve: (place: Place) => Place,
): Change | null {
  if (change.type !== 'replace' && change.type !== 'setArgument') return change;
  if (change.type === 'replace') {
    if (change.place.kind === 'file') return change;
    // Only what the use writes can be replaced there.
    const passed = change.place.kind === 'argument' ? use.args.get(change.place.name) : undefined;
    if (passed === undefined || (change.isLocal === true && !isLiteral(passed, use, context))) return null;
    return { ...change, place: resolve(change.place) };
  }
  if (!use.block.parameters.some((parameter) => parameter.name.value === change.key)) return null;
  const written = use.args.get(change.key)?.place;
  if (written !== undefined) return { type: 'replace', place: written, newText: change.newText };
  if (context.source !== 'file') return null;
  return { type: 'setAttribute', item: context.item, key: change.key, newText: change.newText };
}
