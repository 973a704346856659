import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { askLauncher } from '../../../src/cli/training/askLauncher.ts';

const folder = mkdtempSync(join(tmpdir(), 'resnet-launcher-'));
const deaf = join(folder, 'deaf.cjs');
writeFileSync(deaf, "process.on('SIGTERM', () => undefined); for (;;);");
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a training program that hears nothing', () => {
  it('is ended at once by the second signal', async () => {
    const [stop, kill] = [new AbortController(), new AbortController()];
    const question = { command: 'train', request: {}, answer: 'started' } as const;
    const asked = askLauncher(deaf, { ...question, signal: stop.signal, kill: kill.signal });
    setTimeout(() => {
      stop.abort();
    }, 300);
    setTimeout(() => {
      kill.abort();
    }, 600);
    const began = performance.now();
    await expect(asked).rejects.toMatchObject({ exitCode: 1, message: 'Stopped.' });
    expect(performance.now() - began).toBeLessThan(4000);
  });
});
