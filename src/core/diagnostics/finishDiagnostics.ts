import { mergeProblems, withFixes } from '../language/mergeProblems.ts';
import type { Change, Place } from '../language/place.ts';
import type { Problem, ProblemFix } from '../language/problem.ts';
import type { SpecNode } from '../spec/node.ts';
import type { TextRange } from '../spec/textRange.ts';
import { blameCauses } from './blameCauses.ts';
import type { Diagnostic, TextEdit } from './diagnostic.ts';
import { indentLines } from './indentLines.ts';
import { setAttribute } from './setAttribute.ts';
import { useBlock } from './useBlock.ts';

/**
 * Turns problems into diagnostics of the text: places become ranges, changes become edits, and what was found
 * twice (in each repeat of a stage, say) is reported once.
 */
export function finishDiagnostics(
  problems: readonly Problem[],
  text: string,
  root: SpecNode | null,
): Diagnostic[] {
  const fallback: TextRange =
    root === null ? { start: 0, end: 0 } : { start: root.start, end: root.start + 1 };
  const found = new Map<string, { readonly problem: Problem; readonly range: TextRange }>();
  for (const problem of blameCauses(problems)) {
    const range = rangeOf(problem.place, fallback, text);
    const key = `${problem.code}@${range.start}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { problem, range });
    else found.set(key, { range: known.range, problem: mergeProblems(known.problem, problem) });
  }
  const diagnostics = [...found.values()].map(({ problem, range }): Diagnostic => {
    const fixes = (problem.fixes ?? []).map((fix) => ({ fix, edits: editsOf(fix, text) }));
    const possible = fixes.flatMap(({ fix, edits }) => (edits === null ? [] : [{ fix, edits }]));
    const { message } =
      possible.length === fixes.length
        ? problem
        : withFixes(
            problem,
            possible.map(({ fix }) => fix),
          );
    return {
      code: problem.code,
      severity: problem.severity ?? 'error',
      message,
      range,
      related: (problem.related ?? []).map((each) => ({
        message: each.message,
        range: rangeOf(each.place, fallback, text),
      })),
      fixes: possible.map(({ fix, edits }) => ({ title: fix.title, edits })),
    };
  });
  return diagnostics.sort(byPlace);
}

export function byPlace(a: Diagnostic, b: Diagnostic): number {
  return a.range.start - b.range.start || a.range.end - b.range.end;
}

function rangeOf(place: Place, fallback: TextRange, text: string): TextRange {
  const wanted = place.kind === 'file' ? place.range : fallback;
  const range = { start: Math.min(wanted.start, text.length), end: Math.min(wanted.end, text.length) };
  if (range.end > range.start || text.length === 0) return range;
  // An empty value has no characters of its own: show the one before it.
  const start = Math.max(0, range.start - 1);
  return { start, end: start + 1 };
}

/** Null where one of the changes cannot be written into the text. */
function editsOf(fix: ProblemFix, text: string): readonly TextEdit[] | null {
  const edits = fix.changes.map((change) => editOf(change, text));
  const possible = edits.filter((edit) => edit !== null);
  return possible.length < edits.length ? null : possible;
}

function editOf(change: Change, text: string): TextEdit | null {
  switch (change.type) {
    case 'replace':
      return change.place.kind === 'file' ? { range: change.place.range, newText: change.newText } : null;
    case 'setAttribute':
      return setAttribute(text, change.item, change.key, change.newText);
    case 'indent':
      return indentLines(text, change.range);
    case 'useBlock':
      return useBlock(text, change.item, change.form, change.block);
    case 'setArgument':
      return null;
  }
}
