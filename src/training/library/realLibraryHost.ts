import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import type { LibraryHost } from './libraryHost.ts';

const PROGRAM_TIMEOUT_MS = 10_000;

export const realLibraryHost: LibraryHost = {
  platform: process.platform,
  env: process.env,
  exists: existsSync,
  list(folder) {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
  output(program, args) {
    const result = spawnSync(program, [...args], {
      encoding: 'utf8',
      timeout: PROGRAM_TIMEOUT_MS,
      windowsHide: true,
    });
    return result.status === 0 ? result.stdout : null;
  },
};
