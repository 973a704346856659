import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AnalyzeOptions, analyze } from '../../src/core/analyze.ts';
import type { Model } from '../../src/core/model/model.ts';

const folder = join(import.meta.dirname, '../../examples');

export function exampleNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.resnet.yaml'))
    .map((file) => file.replace('.resnet.yaml', ''));
}

export function exampleText(name: string): string {
  return readFileSync(join(folder, `${name}.resnet.yaml`), 'utf8');
}

export function exampleModel(name: string, options: AnalyzeOptions = {}): Model {
  return modelOf(exampleText(name), options);
}

export function modelOf(text: string, options: AnalyzeOptions = {}): Model {
  const { model } = analyze(text, options);
  if (model === null) throw new Error('the text gives no model');
  return model;
}
