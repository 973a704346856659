import { expect, it } from 'vitest';
import { modelFigures } from '../../../src/core/analysis/modelFigures.ts';
import { analysisMarkdown } from '../../../src/core/report/analysisMarkdown.ts';
import { modelOf } from '../../support/exampleSpecs.ts';

function heading(name: string, variant?: string): string | undefined {
  const text = `model: ${JSON.stringify(name)}\nvariants: {a_b_c: {n: 1}}\nparameters: {n: 1}\n`;
  const model = modelOf(
    `${text}input: [4, 4, 3]\nlayers: [{conv: $n}]\n`,
    variant === undefined ? {} : { variant },
  );
  return analysisMarkdown(model, null, modelFigures(model, null, null)).split('\n')[0];
}

it('keeps the name of a model as it is written', () => {
  expect(heading('A *star* <b>[net]</b> | `x`')).toBe('## A \\*star\\* \\<b\\>\\[net\\]\\</b\\> \\| \\`x\\`');
  expect(heading('one\ntwo')).toBe('## one two');
  expect(heading('net', 'a_b_c')).toBe('## net (a\\_b\\_c)');
});
