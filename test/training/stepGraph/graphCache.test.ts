import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import {
  GraphCache,
  type KeptGraph,
  type RecordedGraph,
} from '../../../src/training/stepGraph/graphCache.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const bytes = (text: string): (() => RecordedGraph) => {
  return () => Buffer.from(text);
};
const textIn = ({ folder }: KeptGraph): string => readFileSync(join(folder, 'saved_model.pb'), 'utf8');

it('a graph is recorded once for each key', () => {
  const cache = new GraphCache(temporaryFolder());
  let recorded = 0;
  const record = (): RecordedGraph => {
    recorded += 1;
    return bytes('graph')();
  };
  const kept = cache.graphOf(['spec', 128], record);
  expect(cache.graphOf(['spec', 128], record)).toEqual(kept);
  expect(textIn(kept)).toBe('graph');
  expect(kept.isWorthwhile).toBe(true);
  expect(recorded).toBe(1);
  expect(cache.graphOf(['spec', 32], record).folder).not.toBe(kept.folder);
  expect(recorded).toBe(2);
});

it('that none is worthwhile is kept in mind', () => {
  const cache = new GraphCache(temporaryFolder());
  expect(cache.graphOf(['spec'], () => null).isWorthwhile).toBe(false);
  expect(cache.graphOf(['spec'], bytes('graph')).isWorthwhile).toBe(false);
});

it('one that was spoilt is forgotten and recorded again', () => {
  const cache = new GraphCache(temporaryFolder());
  cache.forget(cache.graphOf(['spec'], bytes('spoilt')));
  expect(textIn(cache.graphOf(['spec'], bytes('good')))).toBe('good');
});

it('of many the ones used last are kept', () => {
  const root = temporaryFolder();
  const cache = new GraphCache(root);
  const folders = Array.from({ length: 20 }, (_, at) => {
    const { folder } = cache.graphOf([at], bytes('graph'));
    utimesSync(folder, 1000 + at, 1000 + at);
    return folder;
  });
  // The oldest is used again, so the second is the one to go.
  cache.graphOf([0], bytes('graph'));
  const { folder: newest } = cache.graphOf(['new'], bytes('graph'));
  expect(new Set(readdirSync(root))).toEqual(
    new Set([...folders.filter((_, at) => at !== 1), newest].map((folder) => basename(folder))),
  );
});

it('a run trains also where nothing can be kept', () => {
  const root = temporaryFolder();
  writeFileSync(join(root, 'file'), '');
  const kept = new GraphCache(join(root, 'file', 'graphs')).graphOf(['spec'], bytes('graph'));
  expect(textIn(kept)).toBe('graph');
  rmSync(kept.folder, { recursive: true });
});

it('what an ended process left half is not taken for a graph', () => {
  const root = temporaryFolder();
  const cache = new GraphCache(root);
  const { folder } = cache.graphOf(['spec'], bytes('half'));
  rmSync(join(folder, 'record.json'));
  expect(existsSync(join(folder, 'saved_model.pb'))).toBe(true);
  expect(textIn(cache.graphOf(['spec'], bytes('graph')))).toBe('graph');
});
