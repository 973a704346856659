import { expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { complete } from '../../../src/core/complete/complete.ts';
import { formatMessage, type Message } from '../../../src/core/diagnostics/message.ts';

/** What a translator cannot reach: a message with nothing left of its template but the holes. */
function untranslated(text: Message): string {
  return formatMessage(text, (template) => (template.match(/\{\w+\}/g) ?? []).join(' '));
}

const PLACES = [
  'mo|',
  'input: [8, 8, 1]\nlayers:\n  - |',
  'input: [8, 8, 1]\nlayers:\n  - conv: {|}\n',
  'input: [8, 8, 1]\nlayers:\n  - conv: {filters: |}\n',
  'input: [8, 8, 1]\nlayers:\n  - conv: {filters: 2, padding: |}\n',
  'input: [8, 8, 1]\nlayers:\n  - residual:\n      branch: [conv: 2]\n      shortcut: |\n',
  'input: [8, 8, 1]\nlayers:\n  - stage: {block: |}\n',
  'input: [8, 8, 1]\nlayers:\n  - stage: {block: bottleneck, |}\n',
  'input: [8, 8, 1]\nlayers:\n  - conv: 2\n  - add: [|]\n',
  'blocks:\n  |\n',
  'blocks:\n  a:\n    parameters: {n: |}\n',
  'blocks:\n  a:\n    parameters: {n: required}\n    layers:\n      - conv: $|\n',
  'parameters: {n: 3}\nvariants:\n  big: {|}\n',
  'defaults:\n  |\n',
  'paper: |\n',
  'train:\n  |\n',
  'train:\n  dataset: |\n',
];

it.each(PLACES)('every word that is said beside an offer can be translated: %j', (marked) => {
  const found = complete(analyze(marked.replace('|', '')), marked.indexOf('|'));
  expect(found).not.toEqual([]);
  const left = found.flatMap(({ detail, doc }) => [detail, ...doc].map(untranslated));
  // Names, numbers and code: nothing that reads as a sentence.
  expect(left.filter((text) => /[a-z]{2,} [a-z]{2,}/.test(text.replace(/`[^`]*`/g, '')))).toEqual([]);
});

it.each([
  ['layers:\n  - stage: {block: bottleneck, filters: 16, stride_on: |}\n', ['first', 'middle']],
  ['layers:\n  - block: {type: fractal, columns: |}\n', ['2', '3', '4']],
  ['defaults:\n  bottleneck: {stride_on: |}\n', ['first', 'middle']],
  ['layers:\n  - stage: {block: bottleneck, filters: 16, expansion: |}\n', []],
])('the values that a parameter can have are offered: %j', (marked, labels) => {
  const text = `input: [8, 8, 1]\n${marked}`;
  const found = complete(analyze(text.replace('|', '')), text.indexOf('|'));
  expect(found.map(({ label }) => label)).toEqual(labels);
});
