import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { provisionKeras } from '../../.tools/keras/provisionKeras.ts';
import type { SetupContext } from '../../.tools/setup/setupContext.ts';
import { ToolFailure } from '../../.tools/toolFailure.ts';
import { fakePrograms } from '../support/fakePrograms.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resnet-keras-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A machine whose python3 is of that version and whose pip does as told; it notes what it was asked. */
function machine(version: string, pip = 'true'): SetupContext {
  const python3 = `
case "$*" in
  *version_info*) echo ${version} ;;
  "-m pip install"*)
    echo "$*" >> ${folder}/calls
    for target do :; done
    echo package > "$target/keras.py"
    ${pip} ;;
esac`;
  const env = { PATH: fakePrograms(join(folder, `programs${version}`), { python3 }) };
  return { cache: join(folder, 'cache'), env, report: () => undefined };
}

const kept = (): string[] => readdirSync(join(folder, 'cache', 'keras'));

test('Keras is fetched once, by its hashes', async () => {
  const context = machine('3.11');
  const { python, packages } = await provisionKeras(context);
  expect(python).toBe('python3');
  expect(existsSync(join(packages, 'keras.py'))).toBe(true);
  expect(await provisionKeras(context)).toEqual({ python, packages });
  const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
  expect(calls).toHaveLength(1);
  expect(calls[0]).toContain('--require-hashes');
});

test('each Python has packages of its own', async () => {
  const { packages } = await provisionKeras(machine('3.11'));
  expect((await provisionKeras(machine('3.12'))).packages).not.toBe(packages);
});

test('what pip left half is not taken for whole', async () => {
  const failing = provisionKeras(machine('3.11', 'echo "Failed to establish a new connection"; exit 1'));
  await expect(failing).rejects.toThrow(/network or the registry cannot be reached/);
  expect(kept().filter((name) => !name.endsWith('.partial'))).toEqual([]);
  await provisionKeras(machine('3.11'));
  expect(kept()).toHaveLength(1);
});

test.each(['3.10', '3.13'])('Python %s is refused before anything is fetched', async (version) => {
  const error: unknown = await provisionKeras(machine(version)).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ToolFailure);
  expect((error as ToolFailure).message).toBe(
    `python3 is Python ${version}, and Keras is compared on 3.11 or 3.12.`,
  );
  expect(existsSync(join(folder, 'calls'))).toBe(false);
});
