import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DIAGNOSTICS_PAGE, diagnosticsPage, pageExample } from '../../.tools/diagnosticsPage.ts';
import { analyze } from '../../src/core/analyze.ts';
import { CODE_MEANINGS } from '../../src/core/diagnostics/codeMeanings.ts';
import { DIAGNOSTIC_CODES } from '../../src/core/diagnostics/diagnostic.ts';
import { diagnosticAnchor } from '../../src/core/diagnostics/diagnosticAnchor.ts';
import { SURROUNDINGS } from '../support/fixtureSurroundings.ts';

describe('the page of diagnostics', () => {
  it('is what `node .tools/diagnosticsPage.ts` writes', () => {
    expect(readFileSync(DIAGNOSTICS_PAGE, 'utf8')).toBe(diagnosticsPage());
  });

  it.each(DIAGNOSTIC_CODES)('shows what is wrong and what is right for %s', (code) => {
    const { wrong, right } = pageExample(code);
    const found = analyze(wrong, SURROUNDINGS).diagnostics.map((each) => [each.code, each.severity]);
    expect(found).toEqual([[code, CODE_MEANINGS[code].severity]]);
    expect(analyze(right, SURROUNDINGS).diagnostics).toEqual([]);
    expect(right).not.toBe(wrong);
  });

  it('has a heading where the links of each code lead', () => {
    // GitHub and VS Code: lower case, without punctuation but the hyphen.
    const headings = [...diagnosticsPage().matchAll(/^## (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    expect(headings).toEqual(DIAGNOSTIC_CODES.map(diagnosticAnchor));
  });
});
