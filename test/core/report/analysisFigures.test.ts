import { describe, expect, it } from 'vitest';
import { modelFigures } from '../../../src/core/analysis/modelFigures.ts';
import { message } from '../../../src/core/diagnostics/message.ts';
import type { Model } from '../../../src/core/model/model.ts';
import { PAPER_PARTS, type PaperComparison } from '../../../src/core/paper/comparePaper.ts';
import { fieldText, totalFigures } from '../../../src/core/report/analysisFigures.ts';
import { foldedOps } from '../../../src/core/report/foldedOps.ts';
import { exampleModel, modelOf } from '../../support/exampleSpecs.ts';

function valuesOf(model: Model, batch: number | null): Record<string, string> {
  const figures = totalFigures(modelFigures(model, null, batch), null);
  return Object.fromEntries(figures.map(({ name, value }) => [name, value]));
}

describe('the totals in words', () => {
  it('are expressions where a size is a symbol', () => {
    const model = modelOf('input: [H, W, 3]\nlayers:\n  - conv: {filters: 2, kernel: 1, bias: false}\n');
    expect(valuesOf(model, null)).toMatchObject({
      'trainable parameters': '6',
      'multiply-adds': '6·H·W',
      activations: '8·H·W bytes',
      'memory at test': 'depends on the size',
      'memory in training': '20·H·W + 72 bytes',
      'FLOPs a byte': 'depends on the size',
      paths: '1',
    });
  });

  it('count a batch where memory does', () => {
    const model = modelOf('input: [10, 10, 1]\nlayers:\n  - relu\n');
    // 100 values in and 100 out.
    expect(valuesOf(model, 5)).toMatchObject({ activations: '400 bytes', 'memory at test': '4.0 KB' });
  });

  it('count branches in the singular and the plural', () => {
    const residual = '  - residual: {branch: [{conv: 1}]}\n';
    const noteOf = (times: number): string | undefined =>
      totalFigures(
        modelFigures(modelOf(`input: [8, 8, 1]\nlayers:\n${residual.repeat(times)}`), null, null),
        null,
      ).find(({ name }) => name === 'paths')?.note;
    expect(noteOf(1)).toBe('each through or past up to 1 branch');
    expect(noteOf(2)).toBe('each through or past up to 2 branches');
  });

  it('name the paper and what differs', () => {
    const figures = modelFigures(modelOf('input: [1, 1, 1]\nlayers:\n  - relu\n'), null, null);
    const paper = {
      id: 'a-paper',
      net: 'A net',
      matches: true,
      differences: [],
      notes: [message('It agrees.')],
    };
    const figure = (changes: Partial<PaperComparison>): unknown =>
      totalFigures(figures, { ...paper, compared: [...PAPER_PARTS], ...changes }).at(-1);
    expect(figure({})).toEqual({ name: 'paper', value: 'agrees', note: 'a-paper: It agrees.' });
    expect(figure({ compared: ['depth'] })).toMatchObject({ value: 'agrees in part' });
    expect(
      figure({
        matches: false,
        differences: [message('One thing.'), message('Another.')],
        notes: [message('The rest.')],
      }),
    ).toEqual({
      name: 'paper',
      value: 'differs',
      note: 'a-paper: One thing. Another. The rest.',
    });
  });
});

describe('what an op sees', () => {
  it('is that of the first and of the last of equal blocks', () => {
    const model = exampleModel('resnet-cifar10', { variant: 'resnet110' });
    const texts = new Map(foldedOps(model).map((op) => [op.path, fieldText(op)]));
    expect(texts.get('conv1')).toBe('3×3');
    // 3 + 2·2 after the first block, 3 + 18·4 after the last.
    expect(texts.get('conv2_x.1–18.relu')).toBe('7×7 – 75×75');
    expect(texts.get('dense')).toBe('all');
  });
});
