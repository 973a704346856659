import { readFileSync, writeFileSync } from 'node:fs';
import { specSchema } from '../src/core/schema/specSchema.ts';

/** Where the schema ships. */
const SCHEMA_PATH = new URL('../media/schema/resnet.schema.json', import.meta.url);

/** The file as it is ('' where there is none), and as the language's tables want it. */
export function schemaFile(): { readonly actual: string; readonly expected: string } {
  return { actual: readIfThere(), expected: `${JSON.stringify(specSchema(), null, 1)}\n` };
}

function readIfThere(): string {
  try {
    return readFileSync(SCHEMA_PATH, 'utf8');
  } catch {
    return '';
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { actual, expected } = schemaFile();
  if (actual !== expected) writeFileSync(SCHEMA_PATH, expected);
}
