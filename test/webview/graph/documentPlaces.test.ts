import { expect, it } from 'vitest';
import type { GraphPlace } from '../../../src/protocol/graph.ts';
import { DocumentPlaces } from '../../../webview/graph/documentPlaces.ts';

function place(zoom: number): GraphPlace {
  return { view: { level: 'ops', toggled: { a: true } }, zoom, pan: { x: 0, y: 0 }, selected: null };
}

it('gives back after a reload what was kept before', () => {
  const before = new DocumentPlaces();
  before.keep('file:///a', place(1));
  before.keep('file:///b', place(2));
  const after = new DocumentPlaces();
  after.restore(JSON.parse(JSON.stringify(before.all)) as typeof before.all);
  expect(after.get('file:///b')).toEqual(place(2));
  expect(after.get('file:///c')).toBeNull();
  expect(after.views['file:///a']).toEqual(place(1).view);
});

it('forgets the longest unused of many', () => {
  const places = new DocumentPlaces();
  for (let i = 0; i < 30; i++) places.keep(`file:///${i}`, place(i));
  places.keep('file:///0', place(99));
  places.keep('file:///new', place(1));
  expect(Object.keys(places.all)).toHaveLength(30);
  expect(places.get('file:///0')?.zoom).toBe(99);
  expect(places.get('file:///1')).toBeNull();
});
