import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_FILES, type RunFile } from '../../protocol/runFolder.ts';
import type { SpecSource } from './readSpec.ts';

/** The spec that a run keeps, with what it was started with. */
export function runSource(run: string, file: RunFile): SpecSource {
  const path = join(run, RUN_FILES.spec);
  return {
    text: readFileSync(path, 'utf8'),
    name: file.specPath ?? path,
    variant: file.variant,
    set: file.set,
    overrides: file.overrides,
  };
}
