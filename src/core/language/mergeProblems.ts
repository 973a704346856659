import { formatMessage } from '../diagnostics/message.ts';
import type { Change } from './place.ts';
import type { Problem, ProblemFix } from './problem.ts';

/**
 * The same mistake found in two uses of a block, as one: what mends only one of them is not offered, and a
 * cost that was reckoned for one use is not named.
 */
export function mergeProblems(first: Problem, second: Problem): Problem {
  const fixes = (first.fixes ?? []).flatMap((fix): ProblemFix[] => {
    const other = second.fixes?.find((each) => sameFix(each, fix));
    if (other === undefined) return [];
    const { phrase } = fix;
    if (phrase === undefined || isFree(phrase.cost, other.phrase?.cost)) return [fix];
    return [{ ...fix, phrase: { ...phrase, cost: null } }];
  });
  return withFixes(first, fixes);
}

export const FREE_FIX = 'no parameters';

function isFree(first: string | null, second: string | null | undefined): boolean {
  return first === second && (first === null || first === FREE_FIX);
}

/** The problem with some of its fixes; its message names no others. */
export function withFixes(problem: Problem, fixes: readonly ProblemFix[]): Problem {
  return { ...problem, fixes, message: problem.rephrase?.(fixes) ?? problem.message };
}

function sameFix(a: ProblemFix, b: ProblemFix): boolean {
  return (
    formatMessage(a.title) === formatMessage(b.title) &&
    a.changes.length === b.changes.length &&
    a.changes.every((change, at) => keyOfChange(change) === keyOfChange(b.changes[at]))
  );
}

function keyOfChange(change: Change | undefined): string {
  if (change === undefined) return '';
  switch (change.type) {
    case 'replace':
      return JSON.stringify([change.place, change.newText]);
    case 'setAttribute':
      return JSON.stringify([change.item.kindRange, change.key, change.newText]);
    case 'setArgument':
      return JSON.stringify([change.key, change.newText]);
    case 'indent':
      return JSON.stringify([change.range.start]);
    case 'useBlock':
      return JSON.stringify([change.item.kindRange, change.form, change.block]);
  }
}
