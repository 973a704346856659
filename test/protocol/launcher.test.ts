import { describe, expect, it } from 'vitest';
import { launcherMessageSchema, trainRequestSchema } from '../../src/protocol/launcher.ts';
import { trainingEventSchema } from '../../src/protocol/trainingEvents.ts';

const execution = {
  device: 'auto',
  backend: 'auto',
  threads: null,
  library: { path: null, python: null, storage: null },
};

describe('messages of training', () => {
  it('tell a new run from one that is resumed', () => {
    const resume = { ...execution, type: 'resume', run: '/r', steps: null, epochs: 3 };
    expect(trainRequestSchema.parse(resume)).toEqual(resume);
    expect(trainRequestSchema.safeParse({ ...execution, type: 'new', run: '/r' }).success).toBe(false);
    expect(trainRequestSchema.safeParse({ ...resume, steps: 0 }).success).toBe(false);
  });

  it('have the fields of the command line page', () => {
    const events = [
      '{"event":"evaluation","step":3,"loss":0.5,"accuracy":0.9,"error":0.1}',
      '{"event":"checkpoint","step":3,"path":"/r/c"}',
      '{"event":"end","reason":"diverged","step":3,"accuracy":null,"seconds":1}',
      '{"event":"error","code":"data.missing","message":"m","exitCode":2}',
    ];
    for (const line of events) expect(trainingEventSchema.safeParse(JSON.parse(line)).success).toBe(true);
    expect(trainingEventSchema.safeParse({ event: 'end', reason: 'bored', step: 1 }).success).toBe(false);
  });

  it('refuse an exit code that the command line does not have', () => {
    const error = { type: 'error', code: 'x', message: 'm', exitCode: 4 };
    expect(launcherMessageSchema.safeParse(error).success).toBe(false);
  });
});
