import type { Change, Place } from '../language/place.ts';
import type { Problem } from '../language/problem.ts';
import type { SpecNode } from '../spec/node.ts';
import type { TextRange } from '../spec/textRange.ts';
import type { Diagnostic, Fix, TextEdit } from './diagnostic.ts';
import { setAttribute } from './setAttribute.ts';

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
  const seen = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const problem of problems) {
    const range = rangeOf(problem.place, fallback, text);
    const key = `${problem.code}@${range.start}`;
    if (seen.has(key)) continue;
    seen.add(key);
    diagnostics.push({
      code: problem.code,
      severity: problem.severity ?? 'error',
      message: problem.message,
      range,
      related: (problem.related ?? []).map((each) => ({
        message: each.message,
        range: rangeOf(each.place, fallback, text),
      })),
      fixes: (problem.fixes ?? []).flatMap((fix): Fix[] => {
        const edits = fix.changes.map((change) => editOf(change, text));
        return edits.includes(null)
          ? []
          : [{ title: fix.title, edits: edits.filter((edit): edit is TextEdit => edit !== null) }];
      }),
    });
  }
  return diagnostics.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

function rangeOf(place: Place, fallback: TextRange, text: string): TextRange {
  const range = place.kind === 'file' ? place.range : fallback;
  if (range.end > range.start || text.length === 0) return { start: range.start, end: range.end };
  // An empty value has no characters of its own: show the one before it.
  const start = Math.max(0, Math.min(range.start, text.length) - 1);
  return { start, end: start + 1 };
}

function editOf(change: Change, text: string): TextEdit | null {
  switch (change.type) {
    case 'replace':
      return change.place.kind === 'file' ? { range: change.place.range, newText: change.newText } : null;
    case 'setAttribute':
      return setAttribute(text, change.item, change.key, change.newText);
    case 'setArgument':
      return null;
  }
}
