import { readFileSync } from 'node:fs';
import type { OpAttributes, OpKind } from '../../../src/core/model/op.ts';
import { type NamedTensor, readSafetensors } from '../../../src/training/runs/safetensors.ts';

export interface OpCase {
  readonly name: string;
  readonly kind: OpKind;
  readonly attributes: OpAttributes[OpKind];
  /** With the batch. */
  readonly inputs: readonly (readonly number[])[];
}

export interface OpFixtures {
  /** Of the gradient descent that made `after`. */
  readonly rate: number;
  readonly cases: readonly OpCase[];
  part(opCase: OpCase, part: string): NamedTensor;
  /** The parts that a case has whose name starts so, without that start. */
  names(opCase: OpCase, start: string): string[];
}

/** What TensorFlow's Python computed for every kind: see test/training/reference. */
export function readOpFixtures(): OpFixtures {
  const folder = new URL('../../fixtures/training/', import.meta.url);
  const text = readFileSync(new URL('ops.json', folder), 'utf8');
  const described = JSON.parse(text) as { readonly rate: number; readonly cases: readonly OpCase[] };
  const { tensors } = readSafetensors(readFileSync(new URL('ops.safetensors', folder)));
  return {
    ...described,
    part(opCase, part) {
      const tensor = tensors.get(`${opCase.name}:${part}`);
      if (tensor === undefined) throw new Error(`the fixture ${opCase.name} has no ${part}`);
      return tensor;
    },
    names(opCase, start) {
      const prefix = `${opCase.name}:${start}`;
      return [...tensors.keys()]
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.slice(prefix.length));
    },
  };
}
