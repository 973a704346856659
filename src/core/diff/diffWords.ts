import { formatShape } from '../model/shape.ts';
import { formatChange, formatExact } from '../symbolic/formatSize.ts';
import { addSizes, type Size, timesInteger } from '../symbolic/symbolicSize.ts';
import { type AttributeChange, isEqual, type ModelDiff, type Pair, type UnitChange } from './diffModels.ts';
import type { TrainingDiff } from './diffTraining.ts';

/** `trainable parameters: 269,722 → 464,154 (+194,432)`, and so on; what did not change is left out. */
export function totalLines(diff: ModelDiff): string[] {
  return [
    figureLine('layers', diff.layers),
    figureLine('trainable parameters', diff.trainable),
    figureLine('non-trainable', diff.nonTrainable),
    figureLine('multiply-adds', diff.macs),
  ].filter((line) => line !== null);
}

function figureLine(name: string, { before, after }: Pair<Size>): string | null {
  const change = difference({ before, after });
  if (change === 0) return null;
  return `${name}: ${formatExact(before)} → ${formatExact(after)} (${formatChange(change)})`;
}

const SIGNS = { added: '+', removed: '−', changed: '~', reshaped: '=' } as const;

/** What is said of two nets that mean the same, and of their training unless that has a section of its own. */
export function sameWords(training: TrainingDiff | null): string {
  if (training === null) return 'The two mean the same.';
  return isSameTraining(training)
    ? 'The models are the same; so are the training settings.'
    : 'The models are the same.';
}

export interface TrainingSection {
  readonly title: string;
  readonly settings: readonly AttributeChange[];
}

/** What stands below the changes of the nets; null where `sameWords` says it all. */
export function trainingSection(
  diff: ModelDiff,
  training: TrainingDiff | null,
  names: Pair<string>,
): TrainingSection | null {
  if (training === null) return null;
  const { isThere, settings } = training;
  if (isSameTraining(training)) {
    return isEqual(diff) ? null : { title: 'training: the same settings', settings };
  }
  if (isThere.before && isThere.after) return { title: 'training', settings };
  const only = isThere.before ? names.before : names.after;
  return { title: `training: only ${only} says how it is trained`, settings };
}

function isSameTraining({ isThere, settings }: TrainingDiff): boolean {
  return isThere.before && isThere.after && settings.length === 0;
}

/** Sign and path, what it is or what changed in it, and what that does to the costs. */
export function changeWords(change: UnitChange): string[] {
  const { path, title, attributes, output } = change;
  const what: string[] = [`${SIGNS[change.type]} ${path.after ?? path.before ?? ''}`];
  if (change.type === 'added' || change.type === 'removed') what.push(title.after ?? title.before ?? '');
  if (path.before !== null && path.after !== null && path.before !== path.after)
    what.push(`(was ${path.before})`);
  const isAnother = attributes.some(({ name }) => name === 'kind');
  what.push(isAnother ? pairWords(title) : attributes.map(namedPairWords).join(', '));
  const [before, after] = [output.before, output.after].map((shape) =>
    shape === null ? null : formatShape(shape),
  );
  if (before && after && before !== after) what.push(`${before} → ${after}`);
  what.push(costWords(change));
  return what.filter((word) => word !== '');
}

/** `kernel: 3 → 5`. */
export function namedPairWords({ name, ...pair }: AttributeChange): string {
  return `${name}: ${pairWords(pair)}`;
}

/** `3 → 5`. */
export function pairWords({ before, after }: Pair<string | null>): string {
  return `${before ?? 'none'} → ${after ?? 'none'}`;
}

function costWords({ trainable, macs }: UnitChange): string {
  const [parameters, multiplyAdds] = [difference(trainable), difference(macs)];
  const words = [
    parameters === 0 ? '' : `${formatChange(parameters)} parameters`,
    multiplyAdds === 0 ? '' : `${formatChange(multiplyAdds)} multiply-adds`,
  ].filter((word) => word !== '');
  return words.length === 0 ? '' : `(${words.join(', ')})`;
}

function difference({ before, after }: Pair<Size>): Size {
  return addSizes(after, timesInteger(before, -1));
}
