import type { DiagnosticCode } from '../src/core/diagnostics/diagnostic.ts';

export interface DiagnosticExample {
  /** Of test/fixtures/specs. */
  readonly fixture: string;
  /** How the mistake is mended: by its own fix, or by one change of the text. */
  readonly right: 'fix' | readonly [wrong: string, right: string];
}

/** For each code a fixture that has it and nothing else, and what is right in its place. */
export const DIAGNOSTIC_EXAMPLES: Readonly<Record<DiagnosticCode, DiagnosticExample>> = {
  'spec.syntax': { fixture: 'spec/same-key-twice', right: ['filters: 16, filters: 32', 'filters: 32'] },
  'spec.unknown-key': { fixture: 'spec/unknown-attribute', right: 'fix' },
  'spec.missing-key': { fixture: 'spec/missing-input', right: ['layers:', 'input: [32, 32, 3]\nlayers:'] },
  'spec.wrong-type': { fixture: 'spec/bias-not-boolean', right: ['maybe', 'true'] },
  'spec.out-of-range': { fixture: 'spec/unknown-activation', right: 'fix' },
  'spec.duplicate-name': { fixture: 'spec/output-twice', right: ['[conv, conv]', '[conv]'] },
  'spec.unknown-kind': { fixture: 'spec/unknown-kind', right: 'fix' },
  'spec.several-kinds': { fixture: 'spec/input-and-inputs', right: ['inputs: {a: [1, 1, 1]}\n', ''] },
  'spec.unknown-parameter': { fixture: 'spec/unknown-parameter-near', right: 'fix' },
  'spec.bad-expression': {
    fixture: 'spec/expression-braces',
    right: [
      'layers:\n  - conv:\n      filters: ${n}',
      'parameters: {n: 16}\nlayers:\n  - conv:\n      filters: $(n)',
    ],
  },
  'spec.not-an-integer': { fixture: 'spec/fraction', right: ['n / 2', 'n // 2'] },
  'spec.too-large': { fixture: 'spec/too-many-ops', right: ['20000', '200'] },
  'reference.unknown-name': { fixture: 'reference/unknown-output', right: 'fix' },
  'reference.unknown-block': { fixture: 'reference/unknown-block', right: 'fix' },
  'reference.cycle': { fixture: 'reference/cycle', right: ['from: b', 'from: input'] },
  'reference.recursive-block': {
    fixture: 'reference/recursive-block',
    right: ['- block: loop\nlayers', '- conv: 16\nlayers'],
  },
  'reference.weights-differ': { fixture: 'weights/different-filters', right: ['conv: 4', 'conv: 3'] },
  'shape.residual-mismatch': { fixture: 'shape/residual-message', right: 'fix' },
  'shape.add-mismatch': { fixture: 'shape/add-different-channels', right: ['conv: 16', 'conv: 8'] },
  'shape.concat-mismatch': { fixture: 'shape/concat-different-sizes', right: [', stride: 2', ''] },
  'shape.empty-output': { fixture: 'shape/empty-valid', right: ['valid', 'same'] },
  'shape.symbol-restricted': { fixture: 'symbols/multiple-of-two', right: ['[H, 32, 3]', '[64, 32, 3]'] },
  'shape.groups-not-divisible': { fixture: 'shape/groups-of-input', right: ['[32, 32, 3]', '[32, 32, 4]'] },
  'shape.rank-mismatch': {
    fixture: 'shape/conv-on-vector',
    right: ['  - flatten\n  - conv: 8', '  - conv: 8\n  - flatten'],
  },
  'shape.map-grows': { fixture: 'shape/map-grows', right: ['padding: 2', 'padding: half'] },
  'graph.unused-input': {
    fixture: 'graph/unused-input',
    right: ['  - conv: 8', '  - concat: [left, right]\n  - conv: 8'],
  },
  'graph.unreachable': {
    fixture: 'graph/unreachable',
    right: ['  - relu\n  - conv: 4\n    from: stem', '  - relu\n  - conv: 4'],
  },
  'graph.no-layers': { fixture: 'graph/no-layers', right: ['layers: []', 'layers:\n  - conv: 16'] },
  'paper.parameters-differ': { fixture: 'paper/parameters-of-biases', right: ['bias: true', 'bias: false'] },
  'paper.depth-differs': { fixture: 'paper/depth', right: ['repeat: 3', 'repeat: 2'] },
  'paper.stage-differs': {
    fixture: 'paper/stage-of-other-size',
    right: ['filters: 64, repeat: 3', 'filters: 64, repeat: 3, stride: 2'],
  },
  'train.input-mismatch': { fixture: 'train/input-of-other-size', right: 'fix' },
  'train.classes-mismatch': { fixture: 'train/classes', right: 'fix' },
  'train.head-shape': {
    fixture: 'train/head-of-a-map',
    right: ['  - conv: 10', '  - conv: 16\n  - pool: global_average\n  - dense: 10'],
  },
  'train.schedule-outside-run': { fixture: 'train/schedule-after-the-end', right: ['at: 5000', 'at: 750'] },
  'train.dataset-missing': {
    fixture: 'train/dataset-missing',
    right: ['./nowhere', 'here/cifar-10-batches-bin'],
  },
  'train.memory': { fixture: 'train/memory', right: ['batch: 32', 'batch: 16'] },
};
