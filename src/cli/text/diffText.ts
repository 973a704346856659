import { isEqual, type ModelDiff, type Pair, type UnitChange } from '../../core/diff/diffModels.ts';
import { changeWords, totalLines } from '../../core/diff/diffWords.ts';
import type { Style } from './style.ts';

/** What differs, for a person at a terminal: the totals, then a line a change, what is inside indented. */
export function diffText(diff: ModelDiff, names: Pair<string>, style: Style): string {
  const title = `${style.bold(names.before)} → ${style.bold(names.after)}`;
  if (isEqual(diff)) return `${title}\nThe two mean the same.\n`;
  const ends = [
    ...diff.inputs.map((end) => `input ${end.name}: ${end.before ?? 'none'} → ${end.after ?? 'none'}`),
    ...diff.outputs.map((end) => `output ${end.name}: ${end.before ?? 'none'} → ${end.after ?? 'none'}`),
  ];
  const lines = diff.changes.flatMap((change) => changeLines(change, 0, style));
  return [title, ...totalLines(diff), ...ends, '', ...lines, ''].join('\n');
}

function changeLines(change: UnitChange, depth: number, style: Style): string[] {
  const paint = { added: style.green, removed: style.red, changed: style.yellow, reshaped: style.dim }[
    change.type
  ];
  const indent = '  '.repeat(depth);
  return [
    indent + paint(changeWords(change).join('  ')),
    ...change.inside.flatMap((inner) => changeLines(inner, depth + 1, style)),
  ];
}
