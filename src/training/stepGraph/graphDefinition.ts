import { BinaryWriter } from 'google-protobuf';
import type { RecordedAttribute, RecordedValue } from '../backends/graphBackend.ts';
import { DATA_TYPES } from './dataTypes.ts';

/**
 * TensorFlow's graphs as it stores them. The numbers are those of the fields in its protocol files
 * (`graph.proto`, `node_def.proto`, `attr_value.proto`, `tensor.proto`, `saved_model.proto`).
 */

export type AttributeValue =
  | RecordedAttribute
  | { readonly name: string; readonly kind: 'tensor'; readonly value: RecordedValue };

export interface GraphNode {
  readonly name: string;
  readonly operation: string;
  /** `node`, `node:1` for another output, `^node` for what must have run before. */
  readonly inputs: readonly string[];
  readonly attributes: readonly AttributeValue[];
}

/** The versions that TensorFlow 2 writes; nodes are read by the newest meaning up to them. */
const PRODUCER = 1994;
const OLDEST_CONSUMER = 12;
const TAG = 'serve';

/** The file `saved_model.pb` with one graph. */
export function savedModel(nodes: readonly GraphNode[]): Uint8Array {
  const writer = new BinaryWriter();
  writer.writeInt64(1, 1);
  writer.writeMessage(2, nodes, writeMetaGraph);
  return writer.getResultBuffer();
}

/** Equal for equal constants. */
export function constantKey(value: RecordedValue): string {
  const writer = new BinaryWriter();
  writeTensor(value, writer);
  return Buffer.from(writer.getResultBuffer()).toString('latin1');
}

function writeMetaGraph(nodes: readonly GraphNode[], writer: BinaryWriter): void {
  writer.writeMessage(1, TAG, (tag, info: BinaryWriter) => {
    info.writeString(4, tag as string);
  });
  writer.writeMessage(2, nodes, writeGraph);
}

function writeGraph(nodes: readonly GraphNode[], writer: BinaryWriter): void {
  for (const node of nodes) writer.writeMessage(1, node, writeNode);
  writer.writeMessage(
    4,
    [PRODUCER, OLDEST_CONSUMER],
    ([producer, consumer]: readonly number[], versions: BinaryWriter) => {
      versions.writeInt32(1, producer);
      versions.writeInt32(2, consumer);
    },
  );
}

function writeNode({ name, operation, inputs, attributes }: GraphNode, writer: BinaryWriter): void {
  writer.writeString(1, name);
  writer.writeString(2, operation);
  for (const input of inputs) writer.writeString(3, input);
  for (const attribute of attributes) {
    writer.writeMessage(5, attribute, (entry: AttributeValue, map: BinaryWriter) => {
      map.writeString(1, entry.name);
      map.writeMessage(2, entry, writeAttribute);
    });
  }
}

function writeAttribute(attribute: AttributeValue, writer: BinaryWriter): void {
  switch (attribute.kind) {
    case 'text':
      writer.writeBytes(2, Buffer.from(attribute.value));
      return;
    case 'integer':
      writer.writeInt64(3, attribute.value);
      return;
    case 'float':
      writer.writeFloat(4, attribute.value);
      return;
    case 'flag':
      writer.writeBool(5, attribute.value);
      return;
    case 'type':
      writer.writeEnum(6, attribute.value);
      return;
    case 'shape':
      writer.writeMessage(7, attribute.value, writeShape);
      return;
    case 'tensor':
      writer.writeMessage(8, attribute.value, writeTensor);
      return;
    case 'integers':
      writer.writeMessage(1, attribute.value, (list: readonly number[], target: BinaryWriter) => {
        target.writePackedInt64(3, [...list]);
      });
      return;
    case 'floats':
      writer.writeMessage(1, attribute.value, (list: readonly number[], target: BinaryWriter) => {
        target.writePackedFloat(4, [...list]);
      });
  }
}

function writeShape(shape: readonly number[], writer: BinaryWriter): void {
  for (const size of shape) {
    writer.writeMessage(2, size, (dimension: number, target: BinaryWriter) => {
      target.writeInt64(1, dimension);
    });
  }
}

/** A tensor of one value over and over is stored as that value. */
function writeTensor({ shape, dtype, values }: RecordedValue, writer: BinaryWriter): void {
  writer.writeEnum(1, dtype);
  writer.writeMessage(2, shape, writeShape);
  const [first] = values;
  if (values.length < 2 || first === undefined || !values.every((value) => Object.is(value, first))) {
    writer.writeBytes(4, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    return;
  }
  if (dtype === DATA_TYPES.float32) writer.writePackedFloat(5, [first]);
  else if (dtype === DATA_TYPES.int32) writer.writePackedInt32(7, [first]);
  else writer.writePackedBool(11, [first !== 0]);
}
