import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { schemaFile } from '../../../.tools/specSchema.ts';
import { shippedBlocks } from '../../../src/core/blocks/shippedBlocks.ts';
import { shippedBlockPage } from '../../../src/core/navigate/shippedBlockPage.ts';
import { exampleNames, exampleText } from '../../support/exampleSpecs.ts';
import { schemaProblems } from '../../support/jsonSchema.ts';
import { readSpecFixtures } from '../../support/specFixture.ts';

const { actual, expected } = schemaFile();
const schema = JSON.parse(actual) as Record<string, unknown>;
const problems = (text: string): string[] => schemaProblems(schema, parse(text));

describe('the schema that ships', () => {
  it('is what the tables of the language say (else run .tools/specSchema.ts)', () => {
    expect(actual).toBe(expected);
  });

  it.each(exampleNames())('accepts the example %s', (name) => {
    expect(problems(exampleText(name))).toEqual([]);
  });

  it.each(
    readSpecFixtures().filter((fixture) =>
      fixture.expected.every(({ code }) => !/^spec\.|unknown|no-layers/.test(code)),
    ),
  )('accepts $name', ({ text }) => {
    expect(problems(text)).toEqual([]);
  });

  it.each([...shippedBlocks().blocks.keys()])('accepts the shipped block %s', (name) => {
    expect(problems(`${shippedBlockPage(name)?.text ?? ''}layers: [relu]\n`)).toEqual([]);
  });

  it.each([
    ['an unknown section', 'layer: []\nlayers: []\n', '/layer: unknown'],
    ['no layers', 'input: [4]\n', ': needs layers'],
    ['an unknown kind', 'layers: [dens]\n', '/layers'],
    ['an unknown attribute', 'layers: [{conv: {fliters: 3}}]\n', '/layers'],
    ['a word for a number', 'layers: [{conv: {filters: many}}]\n', '/layers'],
    ['a number out of range', 'layers: [{conv: {filters: 0}}]\n', '/layers'],
    ['a list of the wrong length', 'layers: [{conv: {filters: 4, kernel: [3, 3, 3]}}]\n', '/layers'],
    ['an unknown option', 'layers: [{residual: {branch: [relu], shortcut: D}}]\n', '/layers'],
    ['an unknown key of the training', 'layers: []\ntrain: {epoch: 3}\n', '/train/epoch: unknown'],
    ['an unknown data set', 'layers: []\ntrain: {dataset: cifar}\n', '/train/dataset'],
    ['an unknown paper', 'paper: nobody\nlayers: []\n', '/paper'],
    ['a mistake in a block', 'blocks: {b: {layer: []}}\nlayers: []\n', '/blocks/b'],
  ])('rejects %s', (_what, text, where) => {
    expect(problems(text).join('\n')).toContain(where);
  });

  it('takes expressions wherever a value stands', () => {
    expect(
      problems(
        'layers:\n  - conv: {filters: $(n * 2), kernel: [$k, 3], bias: $b, padding: $p}\n  - dense: $n\n',
      ),
    ).toEqual([]);
  });
});
