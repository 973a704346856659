import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { ResultStream } from '../../../src/cli/output/resultStream.ts';

class FakeStream extends EventEmitter {
  readonly written: string[] = [];
  readonly write = (text: string): boolean => {
    this.written.push(text);
    return true;
  };
}

function open(stream = new FakeStream()): { stream: FakeStream; said: string[]; results: ResultStream } {
  const said: string[] = [];
  const results = new ResultStream(stream as never, (message) => said.push(message));
  return { stream, said, results };
}

const failure = (code: string): Error => Object.assign(new Error('write failed'), { code });

describe('the stream of results', () => {
  it('says once that a write failed, and drops the rest', () => {
    const { stream, said, results } = open();
    results.write('a');
    stream.emit('error', failure('ENOSPC'));
    stream.emit('error', failure('ENOSPC'));
    results.write('b');
    expect(stream.written).toEqual(['a']);
    expect(said).toEqual(['The output could not be written (the disk is full). Send it to another place.']);
    expect([results.hasFailed, results.ended.aborted]).toEqual([true, true]);
  });

  it('takes an error that the write itself throws in the same way', () => {
    const stream = Object.assign(new FakeStream(), {
      write: () => {
        throw failure('EIO');
      },
    });
    const { said, results } = open(stream);
    results.write('a');
    expect(said).toEqual([expect.stringContaining('(EIO)')]);
  });

  it('ends quietly where the reader has seen enough', () => {
    const { stream, said, results } = open();
    stream.emit('error', failure('EPIPE'));
    expect(said).toEqual([]);
    expect([results.hasFailed, results.ended.aborted]).toEqual([false, true]);
  });
});
