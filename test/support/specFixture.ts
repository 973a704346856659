import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A spec that carries its expected diagnostics: comments under the offending token, as in
 *
 *     - dens: 10
 *     # ^^^^ spec.unknown-kind: dense
 *
 * The carets stand below the token; what follows the code and a colon must be in the message. Where the
 * token starts in the first column, `#` counts as the first caret (`#^^^^^`). A file without carets is one
 * that must have no diagnostic at all.
 */
export interface SpecFixture {
  readonly name: string;
  readonly text: string;
  readonly expected: readonly ExpectedDiagnostic[];
}

export interface ExpectedDiagnostic {
  readonly code: string;
  /** Zero-based. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly messagePart: string;
}

const CARETS = /^#( *)(\^+) ([a-z]+\.[a-z-]+)(?:: (.*))?$/;

export function readSpecFixtures(): SpecFixture[] {
  const root = path.join(import.meta.dirname, '../fixtures/specs');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.resnet.yaml'))
    .sort()
    .map((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      return { name: file.replace('.resnet.yaml', ''), text, expected: readCarets(text) };
    });
}

function readCarets(text: string): ExpectedDiagnostic[] {
  const expected: ExpectedDiagnostic[] = [];
  let line = 0;
  text.split(/\r?\n/).forEach((content, index) => {
    const match = CARETS.exec(content);
    if (match === null) {
      line = index;
      return;
    }
    const [, blanks = '', carets = '', code = '', messagePart = ''] = match;
    const start = blanks === '' ? 0 : 1 + blanks.length;
    const end = 1 + blanks.length + carets.length;
    expected.push({ code, line, start, end, messagePart });
  });
  return expected;
}
