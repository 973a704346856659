import { describe, expect, it } from 'vitest';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';
import { exact, rounded } from '../../../src/core/paper/countingRules.ts';
import { explainParameters } from '../../../src/core/paper/explainParameters.ts';
import { type ModelFacts, modelFacts } from '../../../src/core/paper/modelFacts.ts';
import { exampleModel } from '../../support/exampleSpecs.ts';

function explain(facts: ModelFacts, value: number, isRounded = false): string | null {
  const why = explainParameters(facts, isRounded ? rounded(value, 'a table') : exact(value, 'a table'));
  return why === null ? null : formatMessage(why);
}

describe('why parameters differ', () => {
  const resnet50 = modelFacts(exampleModel('resnet-imagenet-bottleneck', { variant: 'resnet50' }));

  it('may be the moving statistics: keras.applications prints the sum', () => {
    expect(explain(resnet50, 25_557_032 + 53_120)).toContain('moving statistics');
  });

  it('may be the projections', () => {
    const { main, ...facts } = resnet50;
    expect(main).toHaveLength(50);
    // 64·256 + 512, 256·512 + 1024, 512·1024 + 2048, 1024·2048 + 4096.
    const projections = 16_896 + 132_096 + 526_336 + 2_101_248;
    expect(facts.projectionParameters).toBe(projections);
    expect(explain(resnet50, 25_557_032 - projections)).toContain('2,776,576 parameters of projections');
  });

  it('is not told where nothing known makes the number', () => {
    expect(explain(resnet50, 25_000_000)).toBeNull();
    expect(explain({ ...resnet50, trainable: null }, 25_557_032)).toBeNull();
  });

  it('agrees with a rounded figure within 3 % once the reason is taken off', () => {
    const only = { nonTrainable: 0, projectionParameters: 0, convolutionBiases: 1_000_000 };
    const biased = { ...resnet50, ...only, trainable: 2_000_000 };
    expect(explain(biased, 1_030_000, true)).toContain('1,000,000 biases');
    expect(explain(biased, 1_040_000, true)).toBeNull();
  });
});
