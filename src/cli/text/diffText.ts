import { isEqual, type ModelDiff, type Pair, type UnitChange } from '../../core/diff/diffModels.ts';
import type { TrainingDiff } from '../../core/diff/diffTraining.ts';
import {
  changeWords,
  namedPairWords,
  sameWords,
  totalLines,
  trainingSection,
} from '../../core/diff/diffWords.ts';
import type { Style } from './style.ts';

/** What differs, for a person at a terminal: the totals, then a line a change, what is inside indented. */
export function diffText(
  diff: ModelDiff,
  training: TrainingDiff | null,
  names: Pair<string>,
  style: Style,
): string {
  const section = trainingSection(diff, training, names);
  return [
    `${style.bold(names.before)} → ${style.bold(names.after)}`,
    ...(isEqual(diff) ? [sameWords(training)] : modelLines(diff, style)),
    ...(section === null ? [] : ['', style.bold(section.title)]),
    ...(section?.settings ?? []).map((setting) => `  ${namedPairWords(setting)}`),
    '',
  ].join('\n');
}

function modelLines(diff: ModelDiff, style: Style): string[] {
  return [
    ...totalLines(diff),
    ...diff.inputs.map((end) => `input ${namedPairWords(end)}`),
    ...diff.outputs.map((end) => `output ${namedPairWords(end)}`),
    '',
    ...diff.changes.flatMap((change) => changeLines(change, 0, style)),
  ];
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
