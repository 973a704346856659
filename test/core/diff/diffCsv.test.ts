import { expect, it } from 'vitest';
import { diffCsv } from '../../../src/core/diff/diffCsv.ts';
import { diffModels } from '../../../src/core/diff/diffModels.ts';
import { modelOf } from '../../support/exampleSpecs.ts';

function rows(before: string, after: string): string[] {
  const spec = (layers: string): string => `input: [8, 8, 1]\nlayers: [${layers}, {pool: global_average}]\n`;
  return diffCsv(diffModels(modelOf(spec(before)), modelOf(spec(after)))).split('\r\n');
}

it('has a row for each change with what was before, and an empty cell for what was not there', () => {
  const [header, ...changes] = rows('{conv: 4}, {dropout: 0.5}', '{conv: 5}, {norm: batch}');
  expect(header).toBe(
    'change,pathBefore,path,titleBefore,title,attributes,outputBefore,output,trainableBefore,trainable,macsBefore,macs',
  );
  // 9 weights and a bias a filter, times 64 pixels; γ and β of five channels.
  expect(changes).toEqual([
    'changed,conv,conv,"3×3 conv, 4","3×3 conv, 5",filters: 4 → 5,8x8x4,8x8x5,40,50,2304,2880',
    'removed,dropout,,dropout 0.5,,,8x8x4,,0,0,0,0',
    'added,,norm,,batch norm,,,8x8x5,0,10,0,0',
    'reshaped,pool,pool,global avg pool,global avg pool,,4,5,0,0,0,0',
    '',
  ]);
});

it('lists what changed inside below what it changed in', () => {
  const residual = (kernel: number): string =>
    `{residual: {branch: [{conv: {filters: 4, kernel: ${kernel}}, name: inner}, {conv: 1}], shortcut: identity}}`;
  const changes = rows(residual(3), residual(5)).slice(1, -1);
  expect(changes.map((row) => row.split(',').slice(0, 3))).toEqual([
    ['changed', 'residual', 'residual'],
    ['changed', 'residual.branch', 'residual.branch'],
    ['changed', 'residual.branch.inner', 'residual.branch.inner'],
  ]);
});
