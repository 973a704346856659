import { isEqual, type ModelDiff, type Pair, type UnitChange } from './diffModels.ts';
import { changeWords, totalLines } from './diffWords.ts';

/** The same as GitHub-flavoured Markdown, for a pull request: totals, then a list of changes. */
export function diffMarkdown(diff: ModelDiff, names: Pair<string>): string {
  const title = `## ${escape(names.before)} → ${escape(names.after)}`;
  if (isEqual(diff)) return `${title}\n\nThe two mean the same.\n`;
  const ends = [...diff.inputs, ...diff.outputs].map(
    ({ name, before, after }) => `- \`${name}\`: ${before ?? 'none'} → ${after ?? 'none'}`,
  );
  return [
    title,
    '',
    ...totalLines(diff).map((line) => `- ${line}`),
    ...ends,
    '',
    ...diff.changes.flatMap((change) => changeLines(change, 0)),
    '',
  ].join('\n');
}

function changeLines(change: UnitChange, depth: number): string[] {
  const [path = '', ...what] = changeWords(change);
  const line = `${'  '.repeat(depth)}- ${path.slice(0, 1)} \`${path.slice(2)}\` ${what.map(escape).join(' · ')}`;
  return [line.trimEnd(), ...change.inside.flatMap((inner) => changeLines(inner, depth + 1))];
}

function escape(text: string): string {
  return text.replace(/[\\`*_<>|[\]]/g, '\\$&');
}
