import { readFileSync, writeFileSync } from 'node:fs';
import { generateManifest } from '../src/extension/contributions.ts';

const ROOT = new URL('../', import.meta.url);

interface ManifestFile {
  readonly path: URL;
  readonly expected: string;
  readonly actual: string;
}

/** The two files that VS Code reads, as they are and as the declarations in `src/extension` want them. */
export function manifestFiles(): ManifestFile[] {
  const { packageFields, nls } = generateManifest();
  const packagePath = new URL('package.json', ROOT);
  const nlsPath = new URL('package.nls.json', ROOT);
  const packageText = readFileSync(packagePath, 'utf8');
  const manifest = { ...(JSON.parse(packageText) as Record<string, unknown>), ...packageFields };
  return [
    { path: packagePath, actual: packageText, expected: toText(manifest) },
    { path: nlsPath, actual: readIfThere(nlsPath), expected: toText(nls) },
  ];
}

/** JSON values compare by content: the formatter may break lines differently. */
export function isStale(file: ManifestFile): boolean {
  if (file.actual === '') return true;
  return JSON.stringify(JSON.parse(file.actual)) !== JSON.stringify(JSON.parse(file.expected));
}

function readIfThere(path: URL): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function toText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const file of manifestFiles().filter(isStale)) {
    writeFileSync(file.path, file.expected);
    process.stdout.write(`wrote ${file.path.pathname}\n`);
  }
}
