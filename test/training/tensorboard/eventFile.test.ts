import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TrainingEvent } from '../../../src/protocol/trainingEvents.ts';
import { crc32c, maskedCrc32c } from '../../../src/training/tensorboard/crc32c.ts';
import { EventFile, rewindEventFiles } from '../../../src/training/tensorboard/eventFile.ts';
import { readRecords } from '../../../src/training/tensorboard/recordFile.ts';
import { stepOf } from '../../../src/training/tensorboard/summaryEvent.ts';
import { evaluationEvent, stepEvent } from '../../support/fakeTrainingProcess.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const TIME = 1_767_225_600.5;

/** As the Python package tensorboard 2.21 writes the same events with its own `RecordWriter`, in hexadecimal. */
const BY_TENSORBOARD = {
  version: '1800000000000000a37f4b2209000020406e55da411a0d627261696e2e4576656e743a3284ffcb71',
  startAt21: '0f000000000000006d532b0909000020406e55da4110153a020801ba545a45',
  testAt300:
    '33000000000000000ca7205609000020406e55da4110ac022a250a100a096c6f73732f74657374159a99993e0a110a0a6572726f722f74657374153333b33d4ac81204',
};

function namesIn(run: string): string[] {
  return readdirSync(run).sort();
}

function stepsIn(run: string): number[] {
  return namesIn(run).flatMap((name) => readRecords(readFileSync(join(run, name))).map(stepOf));
}

function write(run: string, after: number, events: readonly TrainingEvent[], time = TIME): void {
  const file = new EventFile(run, after, () => time);
  for (const event of events) file.add(event);
  file.close();
}

it('checks as Castagnoli does, and masks as TFRecord files do', () => {
  const bytes = Buffer.from('123456789');
  // The check value that the catalogue of CRCs has for CRC-32C, and what TensorBoard makes of it.
  expect(crc32c(bytes)).toBe(0xe3069283);
  expect(maskedCrc32c(bytes)).toBe(0xc78ab0e5);
});

describe('the events of a run for TensorBoard', () => {
  it('are byte by byte those that TensorBoard writes', () => {
    const run = temporaryFolder();
    write(run, 20, [
      { event: 'evaluation', step: 300, loss: 0.3, accuracy: 0.9125, error: 0.0875 },
      { event: 'checkpoint', step: 300, path: '/runs/1/checkpoints/best.safetensors' },
    ]);
    const [name = ''] = namesIn(run);
    expect(name).toBe('events.out.tfevents.1767225600.resnet');
    const { version, startAt21, testAt300 } = BY_TENSORBOARD;
    expect(readFileSync(join(run, name)).toString('hex')).toBe(`${version}${startAt21}${testAt300}`);
  });

  it('have no step twice after a resumed run, and lose none', () => {
    const run = temporaryFolder();
    write(run, 0, [stepEvent(1), stepEvent(2), evaluationEvent(2, 0.5), stepEvent(3), stepEvent(4)]);
    const [first = ''] = namesIn(run);
    // Killed in the middle of a record.
    appendFileSync(join(run, first), readFileSync(join(run, first)).subarray(0, 20));
    rewindEventFiles(run, 2);
    // At the same second as the first: the name is a later one still.
    write(run, 2, [stepEvent(3), stepEvent(4)]);
    expect(namesIn(run)).toEqual([
      'events.out.tfevents.1767225600.resnet',
      'events.out.tfevents.1767225601.resnet',
    ]);
    // The version of each file, the steps and the test; what a reader that is open is to forget; the steps again.
    expect(stepsIn(run)).toEqual([0, 1, 2, 2, 0, 3, 3, 4]);
  });

  it('are gone where the run begins anew, and only those', () => {
    const run = temporaryFolder();
    write(run, 0, [stepEvent(1)]);
    rewindEventFiles(run, 0);
    expect(stepsIn(run)).toEqual([0]);
  });

  it('end where a byte is wrong', () => {
    const run = temporaryFolder();
    write(run, 0, [stepEvent(1), stepEvent(2)]);
    const [name = ''] = namesIn(run);
    const file = readFileSync(join(run, name));
    file.writeUInt8(file.readUInt8(file.length - 6) ^ 1, file.length - 6);
    expect(readRecords(file).map(stepOf)).toEqual([0, 1]);
  });
});
