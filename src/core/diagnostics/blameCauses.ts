import type { Cause, Problem } from '../language/problem.ts';
import { message } from './message.ts';

/** What an unusable value is reported as. */
const VALUE_CODES: readonly string[] = ['spec.out-of-range', 'spec.not-an-integer', 'spec.bad-expression'];

interface Blamed {
  readonly cause: Cause;
  /** What was calculated from it and cannot be used, once a place. */
  readonly byPlace: Map<string, Problem>;
}

/**
 * One parameter may be wrong in several expressions: then it is to blame, once, and they are the other places.
 * An expression that alone goes wrong may be the mistake itself and keeps its report.
 */
export function blameCauses(problems: readonly Problem[]): readonly Problem[] {
  const groups = groupByCause(problems);
  if (groups.size === 0) return problems;
  const directly = new Map(
    problems
      .filter((problem) => !isCalculated(problem) && VALUE_CODES.includes(problem.code))
      .map((problem) => [keyOf(problem), problem]),
  );
  for (const [key, { byPlace }] of groups) {
    if (byPlace.size < 2 && !directly.has(key)) groups.delete(key);
  }
  const kept = problems.flatMap((problem): Problem[] => {
    const key = isCalculated(problem) ? causeKey(problem) : keyOf(problem);
    const group = key === null ? undefined : groups.get(key);
    if (group === undefined) return [problem];
    if (isCalculated(problem)) return [];
    return problem === directly.get(keyOf(problem))
      ? [{ ...problem, related: [...(problem.related ?? []), ...places(group)] }]
      : [problem];
  });
  const added = [...groups].flatMap(([key, group]) => (directly.has(key) ? [] : [blame(group)]));
  return [...kept, ...added];
}

function groupByCause(problems: readonly Problem[]): Map<string, Blamed> {
  const groups = new Map<string, Blamed>();
  for (const problem of problems) {
    const key = causeKey(problem);
    if (key === null || problem.cause === undefined || !isCalculated(problem)) continue;
    const group = groups.get(key) ?? { cause: problem.cause, byPlace: new Map<string, Problem>() };
    groups.set(key, group);
    if (!group.byPlace.has(keyOf(problem))) group.byPlace.set(keyOf(problem), problem);
  }
  return groups;
}

/** True where the bad value is not the parameter's own. */
function isCalculated(problem: Problem): boolean {
  const key = causeKey(problem);
  return key !== null && key !== keyOf(problem);
}

function causeKey({ cause }: Problem): string | null {
  return cause?.place.kind === 'file' ? String(cause.place.range.start) : null;
}

function keyOf({ place }: Problem): string {
  return place.kind === 'file' ? String(place.range.start) : '';
}

function blame(group: Blamed): Problem {
  const { cause, byPlace } = group;
  const [first] = byPlace.values();
  return {
    code: first?.code ?? 'spec.out-of-range',
    place: cause.place,
    message: message(
      '`{parameter}` is {value}, and {count} values that are calculated from it cannot be used.',
      { parameter: cause.parameter, value: cause.value, count: byPlace.size },
    ),
    related: places(group),
  };
}

function places({ byPlace }: Blamed): NonNullable<Problem['related']> {
  return [...byPlace.values()].map(({ place, message: text }) => ({ place, message: text }));
}
