import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { GRAPH_FILE } from './stepGraph.ts';

/** Graphs that are kept; the ones that were not used for longest go first. */
const KEPT = 20;
/** What is known of a graph, beside it. It is written last. */
const RECORD_FILE = 'record.json';

const recordSchema = z.object({ isWorthwhile: z.boolean() });

/** The graph's file; null where steps are better run operation by operation, which is kept in mind as well. */
export type RecordedGraph = Uint8Array | null;

export interface KeptGraph {
  /** Holds the graph's file, if it is worthwhile. */
  readonly folder: string;
  readonly isWorthwhile: boolean;
}

/** Recorded graphs of this user, so that a second run of the same spec starts at once. */
export class GraphCache {
  readonly #folder: string;

  constructor(folder = cacheFolder()) {
    this.#folder = folder;
  }

  /**
   * @param key all that the graph follows from.
   * @returns a kept graph, or the one that `record` gives.
   */
  graphOf(key: readonly unknown[], record: () => RecordedGraph): KeptGraph {
    const name = createHash('sha256').update(JSON.stringify(key)).digest('hex');
    const folder = join(this.#folder, name);
    const kept = readRecord(folder);
    if (kept !== null) {
      touch(folder);
      return kept;
    }
    const recorded = record();
    try {
      return this.#keep(folder, recorded);
    } catch {
      // A cache that cannot be written must not keep a run from training.
      return written(mkdtempSync(join(tmpdir(), 'resnet-designer-graph-')), recorded);
    }
  }

  /** A graph that TensorFlow does not take, from a kept file that was spoilt. */
  forget({ folder }: KeptGraph): void {
    rmSync(folder, { recursive: true, force: true });
  }

  #keep(folder: string, recorded: RecordedGraph): KeptGraph {
    const beside = join(this.#folder, `${randomUUID()}.partial`);
    mkdirSync(beside, { recursive: true });
    try {
      written(beside, recorded);
      // Another run may have kept the same one since.
      if (readRecord(folder) === null) {
        rmSync(folder, { recursive: true, force: true });
        renameSync(beside, folder);
      }
    } finally {
      rmSync(beside, { recursive: true, force: true });
    }
    this.#prune();
    return { folder, isWorthwhile: recorded !== null };
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

function written(folder: string, recorded: RecordedGraph): KeptGraph {
  const isWorthwhile = recorded !== null;
  if (isWorthwhile) writeFileSync(join(folder, GRAPH_FILE), recorded);
  writeFileSync(join(folder, RECORD_FILE), JSON.stringify({ isWorthwhile }));
  return { folder, isWorthwhile };
}

/** Null for what is not there whole. */
function readRecord(folder: string): KeptGraph | null {
  const file = join(folder, RECORD_FILE);
  if (!existsSync(file)) return null;
  try {
    const { isWorthwhile } = recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return isWorthwhile && !existsSync(join(folder, GRAPH_FILE)) ? null : { folder, isWorthwhile };
  } catch {
    return null;
  }
}

function touch(folder: string): void {
  const now = new Date();
  try {
    utimesSync(folder, now, now);
  } catch {
    // It only seems to be used less than it is.
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
