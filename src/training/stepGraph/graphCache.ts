import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { GRAPH_FILE } from './stepGraph.ts';

/** Graphs that are kept; the ones that were not used for longest go first. */
const KEPT = 20;

/** Recorded graphs of this user, so that a second run of the same spec starts at once. */
export class GraphCache {
  readonly #folder: string;

  constructor(folder = cacheFolder()) {
    this.#folder = folder;
  }

  /**
   * @param key all that the graph follows from.
   * @returns a folder with the graph's file: a kept one, or the one that `record` gives.
   */
  folderOf(key: readonly unknown[], record: () => Uint8Array): string {
    const name = createHash('sha256').update(JSON.stringify(key)).digest('hex');
    const folder = join(this.#folder, name);
    if (existsSync(join(folder, GRAPH_FILE))) {
      touch(folder);
      return folder;
    }
    const bytes = record();
    try {
      return this.#keep(folder, bytes);
    } catch {
      // A cache that cannot be written must not keep a run from training.
      return written(mkdtempSync(join(tmpdir(), 'resnet-designer-graph-')), bytes);
    }
  }

  /** A graph that TensorFlow does not take, from a kept file that was spoilt. */
  forget(folder: string): void {
    rmSync(folder, { recursive: true, force: true });
  }

  #keep(folder: string, bytes: Uint8Array): string {
    const beside = join(this.#folder, `${randomUUID()}.partial`);
    mkdirSync(beside, { recursive: true });
    try {
      written(beside, bytes);
      // Another run may have kept the same one since.
      if (!existsSync(folder)) renameSync(beside, folder);
    } finally {
      rmSync(beside, { recursive: true, force: true });
    }
    this.#prune();
    return folder;
  }

  #prune(): void {
    const known = readdirSync(this.#folder).map((name) => {
      const path = join(this.#folder, name);
      return { path, usedMs: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 };
    });
    known.sort((a, b) => b.usedMs - a.usedMs);
    for (const { path } of known.slice(KEPT)) rmSync(path, { recursive: true, force: true });
  }
}

function written(folder: string, bytes: Uint8Array): string {
  writeFileSync(join(folder, GRAPH_FILE), bytes);
  return folder;
}

function touch(folder: string): void {
  const now = new Date();
  try {
    utimesSync(folder, now, now);
  } catch {
    // It is only used a little earlier than it seems.
  }
}

/** Where this system keeps what can be made again. */
function cacheFolder(): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  const base =
    xdg !== undefined && xdg !== ''
      ? xdg
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Caches')
        : process.platform === 'win32' && local !== undefined
          ? local
          : join(homedir(), '.cache');
  return join(base, 'resnet-designer', 'graphs');
}
