import { join } from 'node:path';
import { LIBRARY_FILES } from '../../../src/training/library/findLibrary.ts';
import type { LibraryHost } from '../../../src/training/library/libraryHost.ts';

/** TensorFlow's two files in a folder. */
export function libraryIn(folder: string): string[] {
  return LIBRARY_FILES.map((name) => join(folder, name));
}

/** A machine that has these files and nothing else. */
export function fakeLibraryHost(machine: {
  readonly files?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly platform?: string;
  readonly output?: (program: string, args: readonly string[]) => string | null;
}): LibraryHost {
  const files = machine.files ?? [];
  return {
    platform: machine.platform ?? 'linux',
    env: machine.env ?? {},
    exists: (path) => files.some((file) => file === path || file.startsWith(`${path}/`)),
    list(folder) {
      const inside = files.filter((file) => file.startsWith(`${folder}/`));
      return [...new Set(inside.map((file) => file.slice(folder.length + 1).split('/')[0] ?? ''))];
    },
    output: machine.output ?? (() => null),
  };
}
