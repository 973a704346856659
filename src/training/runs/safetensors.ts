import * as z from 'zod';

export interface NamedTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface Safetensors {
  readonly tensors: ReadonlyMap<string, NamedTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The safetensors format (huggingface/safetensors): the header's length as a little-endian 64-bit number, the
 * header as JSON, padded with spaces to eight bytes, then the tensors without gaps. Here all are F32.
 */
export function writeSafetensors({ tensors, metadata }: Safetensors): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let size = 0;
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [size, size + data.byteLength] };
    size += data.byteLength;
  }
  const json = Buffer.from(JSON.stringify(header));
  const headerLength = Math.ceil(json.length / 8) * 8;
  const file = Buffer.alloc(8 + headerLength + size, ' ');
  file.writeBigUInt64LE(BigInt(headerLength), 0);
  json.copy(file, 8);
  let at = 8 + headerLength;
  for (const { data } of tensors.values()) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}

const entrySchema = z.object({
  dtype: z.literal('F32'),
  shape: z.array(z.number().int().nonnegative()),
  data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
});
const headerSchema = z.record(z.string(), z.unknown());
const metadataSchema = z.record(z.string(), z.string());

/** Throws an Error that says what is wrong where the bytes are no such file. */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = bytes.length < 8 ? -1 : Number(view.getBigUint64(0, true));
  if (headerLength < 0 || 8 + headerLength > bytes.length) throw new Error('its header is cut');
  const text = new TextDecoder().decode(bytes.subarray(8, 8 + headerLength));
  const header = headerSchema.parse(JSON.parse(text));
  const start = 8 + headerLength;
  const tensors = new Map<string, NamedTensor>();
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const { shape, data_offsets } = entrySchema.parse(value);
    const [from, to] = [start + data_offsets[0], start + data_offsets[1]];
    const count = shape.reduce((product, dim) => product * dim, 1);
    if (to > bytes.length || to - from !== 4 * count) throw new Error(`the tensor ${name} is cut`);
    // Copied, since a Float32Array must start at a multiple of four (and Buffer's own `slice` copies nothing).
    const copy = new Uint8Array(bytes.subarray(from, to));
    tensors.set(name, { shape, data: new Float32Array(copy.buffer) });
  }
  return { tensors, metadata: metadataSchema.parse(header['__metadata__'] ?? {}) };
}
