import { expect, it } from 'vitest';
import { modelFigures } from '../../../src/core/analysis/modelFigures.ts';
import { analysisCsv } from '../../../src/core/report/analysisCsv.ts';
import { modelOf } from '../../support/exampleSpecs.ts';

function rows(text: string): string[] {
  const model = modelOf(text);
  return analysisCsv(model, modelFigures(model, null, null))
    .trimEnd()
    .split(/\r?\n/)
    .slice(1);
}

it('a row of the CSV has each size of a shape apart, sums of symbols in brackets', () => {
  const spec = 'layers:\n  - conv: {filters: 8, kernel: 2, padding: [1, 0, 1, 1], bias: false}\n';
  // 2·2·3·8 weights; (H + 1 − 2) + 1 rows, (W + 2 − 2) + 1 columns.
  expect(rows(`input: [H, W, 3]\n${spec}`)).toEqual([
    'conv,conv,input,Hx(W + 1)x8,96,0,96·H·(W + 1),2x2,1x1,true',
  ]);
  expect(rows(`input: [4, 4, 3]\n${spec}`)).toEqual(['conv,conv,input,4x5x8,96,0,1920,2x2,1x1,true']);
});
