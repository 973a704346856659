import { describe, expect, it } from 'vitest';
import { producerOf } from '../../../src/core/model/producer.ts';
import { modelOf } from '../../support/exampleSpecs.ts';

const { body } = modelOf(`
input: [8, 8, 4]
blocks:
  inner:
    layers:
      - conv: 4
      - relu
  outer:
    layers:
      - dropout: 0.1
      - block: inner
        name: deep
layers:
  - block: outer
    name: use
  - conv: 4
`);

describe('what makes a value', () => {
  it('is found step by step where the way leads into blocks', () => {
    const outer = producerOf(body, { kind: 'node', path: [0, 1, 0] });
    if (outer.kind !== 'inside') throw new Error(outer.kind);
    expect([outer.at, outer.node.path]).toEqual([0, 'use']);
    const inner = producerOf(outer.node.body, outer.value);
    if (inner.kind !== 'inside') throw new Error(inner.kind);
    expect([inner.at, inner.node.path]).toEqual([1, 'deep']);
    const op = producerOf(inner.node.body, inner.value);
    expect(op).toMatchObject({ kind: 'op', at: 0, node: { path: 'conv', op: { kind: 'conv' } } });
  });

  it('is the use of a block for what that gives out, and an input for what comes in', () => {
    expect(producerOf(body, { kind: 'node', path: [0] })).toMatchObject({
      kind: 'call',
      node: { path: 'use' },
    });
    expect(producerOf(body, { kind: 'input', index: 2 })).toEqual({ kind: 'input', index: 2 });
  });

  it('is never guessed', () => {
    expect(() => producerOf(body, { kind: 'node', path: [9] })).toThrow('no node 9');
    expect(() => producerOf(body, { kind: 'node', path: [1, 0] })).toThrow('conv is no use of a block');
  });
});
