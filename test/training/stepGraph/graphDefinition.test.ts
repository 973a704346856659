import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { constantKey, savedModel } from '../../../src/training/stepGraph/graphDefinition.ts';

/** The part of tfjs-node's own reader of TensorFlow's files that is used here: another one than ours. */
interface Reader {
  readonly SavedModel: { deserializeBinary(bytes: Uint8Array): { toObject(): SavedModelObject } };
}

interface SavedModelObject {
  readonly savedModelSchemaVersion: number;
  readonly metaGraphsList: readonly {
    readonly metaInfoDef: { readonly tagsList: readonly string[] };
    readonly graphDef: {
      readonly versions: { readonly producer: number; readonly minConsumer: number };
      readonly nodeList: readonly {
        readonly name: string;
        readonly op: string;
        readonly inputList: readonly string[];
        readonly attrMap: readonly (readonly [string, Readonly<Record<string, unknown>>])[];
      }[];
    };
  }[];
}

const { SavedModel } = createRequire(import.meta.url)('@tensorflow/tfjs-node/dist/proto/api_pb.js') as Reader;

it('TensorFlow.js reads back every node, input and attribute', () => {
  const bytes = savedModel([
    {
      name: 'a',
      operation: 'Op',
      inputs: ['b', 'c:1', '^d'],
      attributes: [
        { name: 'text', kind: 'text', value: 'SAME' },
        { name: 'integer', kind: 'integer', value: -3 },
        { name: 'float', kind: 'float', value: 0.5 },
        { name: 'flag', kind: 'flag', value: true },
        { name: 'type', kind: 'type', value: 3 },
        { name: 'shape', kind: 'shape', value: [2, 0] },
        { name: 'integers', kind: 'integers', value: [1, 300, 1] },
        { name: 'floats', kind: 'floats', value: [0.25, 4] },
        { name: 'dense', kind: 'tensor', value: { shape: [2], dtype: 3, values: Int32Array.of(1, 256) } },
        { name: 'splat', kind: 'tensor', value: { shape: [3], dtype: 1, values: Float32Array.of(2, 2, 2) } },
      ],
    },
  ]);
  const model = SavedModel.deserializeBinary(bytes).toObject();
  const [graph] = model.metaGraphsList;
  expect(model.savedModelSchemaVersion).toBe(1);
  expect(graph?.metaInfoDef.tagsList).toEqual(['serve']);
  expect(graph?.graphDef.versions).toMatchObject({ producer: 1994, minConsumer: 12 });
  const [node] = graph?.graphDef.nodeList ?? [];
  expect(node).toMatchObject({ name: 'a', op: 'Op', inputList: ['b', 'c:1', '^d'] });
  const attributes = new Map(node?.attrMap);
  expect(attributes.get('text')).toMatchObject({ s: Buffer.from('SAME').toString('base64') });
  expect(attributes.get('integer')).toMatchObject({ i: -3 });
  expect(attributes.get('float')).toMatchObject({ f: 0.5 });
  expect(attributes.get('flag')).toMatchObject({ b: true });
  expect(attributes.get('type')).toMatchObject({ type: 3 });
  expect(attributes.get('shape')).toMatchObject({ shape: { dimList: [{ size: 2 }, { size: 0 }] } });
  expect(attributes.get('integers')).toMatchObject({ list: { iList: [1, 300, 1] } });
  expect(attributes.get('floats')).toMatchObject({ list: { fList: [0.25, 4] } });
  expect(attributes.get('dense')).toMatchObject({
    tensor: { dtype: 3, tensorContent: Buffer.from([1, 0, 0, 0, 0, 1, 0, 0]).toString('base64') },
  });
  // One value stands for all.
  expect(attributes.get('splat')).toMatchObject({ tensor: { floatValList: [2], tensorContent: '' } });
});

it('equal constants have one key, others have others', () => {
  const key = (...values: number[]): string =>
    constantKey({ shape: [values.length], dtype: 1, values: Float32Array.from(values) });
  expect(key(1, 2)).toBe(key(1, 2));
  expect(
    new Set([key(1, 2), key(2, 1), key(1), key(1, 1), key(0, 0), key(-0, -0), key(Number.NaN, Number.NaN)])
      .size,
  ).toBe(7);
});
