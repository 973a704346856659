import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Analysis, analyze } from '../src/core/analyze.ts';
import { CODE_MEANINGS } from '../src/core/diagnostics/codeMeanings.ts';
import { DIAGNOSTIC_CODES, type DiagnosticCode } from '../src/core/diagnostics/diagnostic.ts';
import { formatMessage } from '../src/core/diagnostics/message.ts';
import { applyEdits } from '../src/core/diagnostics/priceFix.ts';
import { SURROUNDINGS } from '../test/support/fixtureSurroundings.ts';
import { DIAGNOSTIC_EXAMPLES } from './diagnosticExamples.ts';
import { ToolFailure } from './toolFailure.ts';

export const DIAGNOSTICS_PAGE = new URL('../media/docs/diagnostics.md', import.meta.url);
const FIXTURES = new URL('../test/fixtures/specs/', import.meta.url);

const CARETS = /^(# *\^+) [a-z]+\.[a-z-]+(?:: .*)?$/;
const SEVERITIES = { error: 'Error', warning: 'Warning', information: 'Information' } as const;

const HEADER = `# Diagnostics

<!-- Written by .tools/diagnosticsPage.ts from the codes and their fixtures. -->

Every message of the editor and of \`resnet check\` has one of these codes. They are stable: a code never gets
another meaning. Each is shown with a spec that has the mistake, the place under carets, and with one that has
not.

- \`spec\`: what is written, before anything is built
- \`reference\`: names, blocks, circles, shared weights
- \`shape\`: maps and vectors that do not fit
- \`graph\`: what feeds nothing
- \`paper\`: where the net differs from the paper that \`paper\` names
- \`train\`: whether a run could start
`;

export interface PageExample {
  readonly code: DiagnosticCode;
  /** With a comment under the mistake. */
  readonly wrong: string;
  readonly right: string;
  readonly message: string;
}

export function pageExample(code: DiagnosticCode): PageExample {
  const { fixture, right } = DIAGNOSTIC_EXAMPLES[code];
  const lines = readFileSync(new URL(`${fixture}.resnet.yaml`, FIXTURES), 'utf8')
    .trimEnd()
    .split('\n');
  const marked = lines.map((line) => CARETS.exec(line)?.[1] ?? line);
  const plain = `${lines.filter((line) => !CARETS.test(line)).join('\n')}\n`;
  const analysis = analyze(plain, SURROUNDINGS);
  const [diagnostic] = analysis.diagnostics;
  if (diagnostic?.code !== code) {
    throw new ToolFailure(
      `${fixture} does not have ${code}.`,
      'Name another fixture in diagnosticExamples.ts.',
    );
  }
  const mended = right === 'fix' ? mendedByFix(analysis, fixture) : plain.replace(right[0], right[1]);
  return {
    code,
    wrong: marked.join('\n'),
    right: withoutComments(mended),
    message: formatMessage(diagnostic.message),
  };
}

function mendedByFix({ text, diagnostics }: Analysis, fixture: string): string {
  for (const { edits } of diagnostics[0]?.fixes ?? []) {
    const mended = applyEdits(text, edits);
    if (analyze(mended, SURROUNDINGS).diagnostics.length === 0) return mended;
  }
  throw new ToolFailure(`No fix mends ${fixture}.`, 'Write what is right in diagnosticExamples.ts.');
}

/** The comment above the wrong one speaks of the mistake. */
function withoutComments(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n');
}

export function diagnosticsPage(): string {
  return [HEADER, ...DIAGNOSTIC_CODES.map(section)].join('\n');
}

function section(code: DiagnosticCode): string {
  const { severity, text } = CODE_MEANINGS[code];
  const { wrong, right, message } = pageExample(code);
  return [
    `## ${code}`,
    '',
    `${SEVERITIES[severity]}. ${text}`,
    '',
    fenced(wrong),
    '',
    `> ${message}`,
    '',
    'Right:',
    '',
    fenced(right),
    '',
  ].join('\n');
}

function fenced(text: string): string {
  return ['```yaml', text, '```'].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(DIAGNOSTICS_PAGE, diagnosticsPage());
  process.stdout.write(`wrote ${fileURLToPath(DIAGNOSTICS_PAGE)}\n`);
}
