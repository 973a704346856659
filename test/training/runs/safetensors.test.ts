import { describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../../src/training/runs/safetensors.ts';

const tensors = new Map([
  ['a/kernel', { shape: [2, 2], data: Float32Array.from([1, -2, 0.5, 1e-30]) }],
  ['b', { shape: [], data: Float32Array.from([7]) }],
]);

describe('safetensors', () => {
  it('are written as the format says', () => {
    const file = Buffer.from(writeSafetensors({ tensors, metadata: { step: '3' } }));
    const length = Number(file.readBigUInt64LE(0));
    expect(length % 8).toBe(0);
    expect(JSON.parse(file.subarray(8, 8 + length).toString())).toEqual({
      __metadata__: { step: '3' },
      'a/kernel': { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] },
      b: { dtype: 'F32', shape: [], data_offsets: [16, 20] },
    });
    expect(file.length).toBe(8 + length + 20);
    expect(file.readFloatLE(8 + length + 4)).toBe(-2);
    expect(file.readFloatLE(8 + length + 16)).toBe(7);
  });

  it('are read back bit for bit, from a buffer that starts anywhere', () => {
    const file = writeSafetensors({ tensors, metadata: { step: '3' } });
    const shifted = Buffer.concat([Buffer.from([0]), file]).subarray(1);
    const read = readSafetensors(shifted);
    expect(read.metadata).toEqual({ step: '3' });
    expect([...read.tensors]).toEqual([...tensors]);
  });

  it('are refused where they are cut', () => {
    const file = writeSafetensors({ tensors, metadata: {} });
    expect(() => readSafetensors(file.subarray(0, 5))).toThrow('its header is cut');
    expect(() => readSafetensors(file.subarray(0, 40))).toThrow('its header is cut');
    expect(() => readSafetensors(file.subarray(0, -1))).toThrow('the tensor b is cut');
  });
});
