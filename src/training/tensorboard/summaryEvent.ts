import { BinaryReader, BinaryWriter } from 'google-protobuf';

/**
 * TensorBoard's `Event`. The numbers are those of the fields in TensorFlow's protocol files (`event.proto`,
 * `summary.proto`).
 */

export interface Scalar {
  readonly tag: string;
  readonly value: number;
}

/** @param wallTime seconds since 1970. */
export function scalarEvent(wallTime: number, step: number, scalars: readonly Scalar[]): Uint8Array {
  return event(wallTime, step, (writer) => {
    writer.writeMessage(5, scalars, (values: readonly Scalar[], summary: BinaryWriter) => {
      for (const scalar of values) summary.writeMessage(1, scalar, writeScalar);
    });
  });
}

/** The first event of a file. */
export function versionEvent(wallTime: number): Uint8Array {
  return event(wallTime, 0, (writer) => {
    writer.writeString(3, 'brain.Event:2');
  });
}

/** Tells a reader that is open to forget what it has from `step` on: the run went on before it. */
export function startEvent(wallTime: number, step: number): Uint8Array {
  return event(wallTime, step, (writer) => {
    writer.writeMessage(7, 1, (status: number, log: BinaryWriter) => {
      log.writeEnum(1, status);
    });
  });
}

function event(wallTime: number, step: number, writeWhat: (writer: BinaryWriter) => void): Uint8Array {
  const writer = new BinaryWriter();
  writer.writeDouble(1, wallTime);
  // 0 is what a field that is left out means.
  if (step > 0) writer.writeInt64(2, step);
  writeWhat(writer);
  return writer.getResultBuffer();
}

function writeScalar({ tag, value }: Scalar, writer: BinaryWriter): void {
  writer.writeString(1, tag);
  writer.writeFloat(2, value);
}

/** The step that an event belongs to. */
export function stepOf(data: Uint8Array): number {
  const reader = new BinaryReader(data);
  while (reader.nextField()) {
    if (reader.getFieldNumber() === 2) return reader.readInt64();
    reader.skipField();
  }
  return 0;
}
