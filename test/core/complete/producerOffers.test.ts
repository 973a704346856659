import { expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { complete } from '../../../src/core/complete/complete.ts';

function offered(marked: string): string[] {
  const offset = marked.indexOf('|');
  return complete(analyze(marked.replace('|', '')), offset).map(({ label }) => label);
}

const NET = `input: [8, 8, 1]
layers:
  - conv: 2
    name: stem
  - add: [|]
    name: sum
  - relu:
    name: after
  - residual:
      branch:
        - conv: 2
          name: inner
    name: unit
  - conv: 2
    name: aside
    from: stem
`;

it('neither a layer itself nor what follows from it is offered as its producer', () => {
  expect(offered(NET)).toEqual(['stem', 'aside', 'input']);
});

it('nor is what follows from the residual that holds the layer', () => {
  const inside = NET.replace('[|]', '[stem, aside]').replace('name: inner', 'from: |');
  expect(offered(inside)).toEqual(['stem', 'sum', 'after', 'aside', 'input']);
});

it('every layer is offered as an output', () => {
  expect(offered(`${NET.replace('|', 'stem, stem')}outputs: [|]\n`)).toEqual([
    'stem',
    'sum',
    'after',
    'unit',
    'aside',
    'input',
  ]);
});
