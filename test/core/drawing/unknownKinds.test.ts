import { expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { drawingOf } from '../../../src/core/export/exportText.ts';

const TEXT = `input: [32, 32, 16]
layers:
  - conv: 16
  - cnov: 32
  - relu
  - residual: {branch: [{foo: 1}, {conv: 32}], shortcut: identity}
  - swish
`;

it('a layer of a kind that there is not stands in its place, as it is written and marked wrong', () => {
  const analysis = analyze(TEXT);
  const { model } = analysis;
  if (model === null) throw new Error('the text gives no model');
  const view = { level: 'ops', toggled: {} } as const;
  const { nodes, edges } = drawingOf({ analysis, model, view, before: null });
  const wrong = nodes.filter(({ problem }) => problem !== '');
  expect(wrong.map(({ id, title, output }) => [id, title, output])).toEqual([
    ['cnov', 'cnov', null],
    ['residual.branch.foo', 'foo', null],
    ['swish', 'swish', null],
  ]);
  expect(edges.map(({ source, target }) => `${source} > ${target}`)).toEqual(
    expect.arrayContaining([
      'conv > cnov',
      'cnov > relu',
      'relu > residual.branch.foo',
      'residual.branch.foo > residual.branch.conv',
      'residual.add > swish',
      'swish > output:swish',
    ]),
  );
  expect(analysis.diagnostics.map(({ code }) => code)).toEqual([
    'spec.unknown-kind',
    'spec.unknown-kind',
    'spec.unknown-kind',
  ]);
});
