import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examplePath } from './runCli.ts';

/** A folder of its own with two specs, for a command to read and to write beside. */
export interface SpecFiles {
  readonly folder: string;
  /** Of ResNet-6n+2, without a mistake. */
  readonly good: string;
  /** The same with a shortcut that does not fit. */
  readonly bad: string;
}

/** Whoever makes the folder removes it. */
export function makeSpecFiles(): SpecFiles {
  const folder = mkdtempSync(join(tmpdir(), 'resnet-commands-'));
  const [good, bad] = [join(folder, 'good.resnet.yaml'), join(folder, 'bad.resnet.yaml')];
  const text = readFileSync(examplePath('resnet-cifar10'), 'utf8');
  writeFileSync(good, text);
  writeFileSync(bad, text.replace('repeat: $n, stride: 2}', 'repeat: $n, stride: 2, shortcut: identity}'));
  return { folder, good, bad };
}
