import { formatShape } from '../model/shape.ts';
import { formatChange, formatExact } from '../symbolic/formatSize.ts';
import { addSizes, type Size, timesInteger } from '../symbolic/symbolicSize.ts';
import type { ModelDiff, Pair, UnitChange } from './diffModels.ts';

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

/** Sign and path, what it is or what changed in it, and what that does to the costs. */
export function changeWords(change: UnitChange): string[] {
  const { path, title, attributes, output } = change;
  const what: string[] = [`${SIGNS[change.type]} ${path.after ?? path.before ?? ''}`];
  if (change.type === 'added' || change.type === 'removed') what.push(title.after ?? title.before ?? '');
  if (path.before !== null && path.after !== null && path.before !== path.after)
    what.push(`(was ${path.before})`);
  what.push(
    attributes
      .map(({ name, before, after }) => `${name}: ${before ?? 'none'} → ${after ?? 'none'}`)
      .join(', '),
  );
  const [before, after] = [output.before, output.after].map((shape) =>
    shape === null ? null : formatShape(shape),
  );
  if (before && after && before !== after) what.push(`${before} → ${after}`);
  what.push(costWords(change));
  return what.filter((word) => word !== '');
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
