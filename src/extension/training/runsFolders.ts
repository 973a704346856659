import { dirname, isAbsolute, join } from 'node:path';

/** Where the runs of a spec are kept: `setting` as in `resnetDesigner.runsFolder`. */
export function runsFolderOf(specPath: string, setting: string): string {
  const base = dirname(specPath);
  if (setting === '') return join(base, 'runs');
  return isAbsolute(setting) ? setting : join(base, setting);
}

/** A folder name for a new run that sorts by time: `resnet20-digits-20260131-142530`. */
export function newRunName(specPath: string, now: Date): string {
  const spec = specPath.replace(/^.*[\\/]/, '').replace(/(\.resnet)?\.ya?ml$/, '');
  const stamp = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${spec}-${stamp}`;
}
