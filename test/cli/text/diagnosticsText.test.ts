import { describe, expect, it } from 'vitest';
import { diagnosticsSummary, diagnosticsText } from '../../../src/cli/text/diagnosticsText.ts';
import { chooseStyle } from '../../../src/cli/text/style.ts';
import type { DiagnosticDocument } from '../../../src/protocol/commandLine.ts';

const TEXT =
  'layers:\r\n  - conv: 16\r\n    name: stem\r\n  - residual: {branch: [relu], shortcut: identity}\r\n';

function place(line: number, word: string): DiagnosticDocument['range'] {
  const character = TEXT.split('\r\n')[line]?.indexOf(word) ?? -1;
  return { start: { line, character }, end: { line, character: character + word.length } };
}

const diagnostic: DiagnosticDocument = {
  code: 'shape.residual-mismatch',
  severity: 'error',
  message: 'They cannot be added.',
  range: place(3, 'identity'),
  related: [{ message: 'the source of the shortcut', range: place(2, 'stem') }],
  fixes: [{ title: 'Use `shortcut: B`', edits: [], delta: { trainable: 576, macs: -1024 } }],
};

describe('diagnosticsText', () => {
  it('says where, what, shows both places, and what to do', () => {
    const text = diagnosticsText('a.resnet.yaml', TEXT, [diagnostic], chooseStyle(false, {}));
    expect(text.split('\n')).toEqual([
      'a.resnet.yaml:4:42: error shape.residual-mismatch',
      '  They cannot be added.',
      '  4 |   - residual: {branch: [relu], shortcut: identity}',
      '    |                                          ^^^^^^^^',
      '  3 |     name: stem',
      '    |           ---- the source of the shortcut',
      '  fix: Use `shortcut: B` (+576 parameters, −1,024 multiply-adds)',
      '',
      '',
    ]);
  });

  it('leaves one empty line between two', () => {
    const text = diagnosticsText('a', TEXT, [diagnostic, diagnostic], chooseStyle(false, {}));
    expect(text.match(/\n\na:4:42/g)).toHaveLength(1);
    expect(text).not.toContain('\n\n\n');
  });
});

describe('diagnosticsSummary', () => {
  it.each<[DiagnosticDocument['severity'][][], string]>([
    [[[], []], '2 files checked, nothing to report.'],
    [[['error', 'warning', 'error']], '2 errors, 1 warning in 1 file.'],
    [[['information'], []], '1 note in 2 files.'],
  ])('sums up %j', (severities, expected) => {
    const files = severities.map((each) => each.map((severity) => ({ ...diagnostic, severity })));
    expect(diagnosticsSummary(files)).toBe(expected);
  });
});

it('shows a line once where two places of it are marked', () => {
  const related = [{ message: 'here it starts', range: place(3, 'branch') }];
  const text = diagnosticsText('a', TEXT, [{ ...diagnostic, related, fixes: [] }], chooseStyle(false, {}));
  expect(text.split('\n').slice(2, 5)).toEqual([
    '  4 |   - residual: {branch: [relu], shortcut: identity}',
    '    |                                          ^^^^^^^^',
    '    |                ------ here it starts',
  ]);
});
