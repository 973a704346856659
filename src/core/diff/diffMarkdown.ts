import { markdownText } from '../report/markdownText.ts';
import { isEqual, type ModelDiff, type Pair, type UnitChange } from './diffModels.ts';
import type { TrainingDiff } from './diffTraining.ts';
import { changeWords, pairWords, sameWords, totalLines, trainingSection } from './diffWords.ts';

/** The same as GitHub-flavoured Markdown, for a pull request: totals, a list of changes, how the training differs. */
export function diffMarkdown(diff: ModelDiff, training: TrainingDiff | null, names: Pair<string>): string {
  const section = trainingSection(diff, training, names);
  const blocks = [
    [`## ${markdownText(names.before)} → ${markdownText(names.after)}`],
    ...(isEqual(diff) ? [[sameWords(training)]] : modelBlocks(diff)),
    ...(section === null ? [] : [[markdownText(section.title)], section.settings.map(settingLine)]),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function modelBlocks(diff: ModelDiff): string[][] {
  const ends = [...diff.inputs, ...diff.outputs].map(
    ({ name, ...pair }) => `- \`${name}\`: ${pairWords(pair)}`,
  );
  return [
    [...totalLines(diff).map((line) => `- ${line}`), ...ends],
    diff.changes.flatMap((change) => changeLines(change, 0)),
  ];
}

function settingLine({ name, ...pair }: { readonly name: string } & Pair<string | null>): string {
  return `- \`${name}\`: ${markdownText(pairWords(pair))}`;
}

function changeLines(change: UnitChange, depth: number): string[] {
  const [path = '', ...what] = changeWords(change);
  const line = `${'  '.repeat(depth)}- ${path.slice(0, 1)} \`${path.slice(2)}\` ${what.map(markdownText).join(' · ')}`;
  return [line.trimEnd(), ...change.inside.flatMap((inner) => changeLines(inner, depth + 1))];
}
