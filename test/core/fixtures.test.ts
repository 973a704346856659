import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import { DIAGNOSTIC_CODES } from '../../src/core/diagnostics/diagnostic.ts';
import { formatMessage } from '../../src/core/diagnostics/message.ts';
import { applyEdits } from '../../src/core/diagnostics/priceFix.ts';
import { readSpecFixtures } from '../support/specFixture.ts';

const fixtures = readSpecFixtures();

describe('spec fixtures', () => {
  it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_name, fixture) => {
    const analysis = analyze(fixture.text);
    const found = analysis.diagnostics.map((diagnostic) => {
      const { start, end } = analysis.lines.range(diagnostic.range);
      return `${start.line + 1}:${start.character}-${end.character} ${diagnostic.code}`;
    });
    const expected = fixture.expected.map(
      ({ line, start, end, code }) => `${line + 1}:${start}-${end} ${code}`,
    );
    expect(found.sort()).toEqual(expected.sort());
    for (const { code, messagePart } of fixture.expected) {
      const messages = analysis.diagnostics
        .filter((diagnostic) => diagnostic.code === code)
        .map((diagnostic) => formatMessage(diagnostic.message));
      expect(messages.some((message) => message.includes(messagePart))).toBe(true);
    }
  });

  it('hold at least one for each code', () => {
    const codes = new Set(fixtures.flatMap((fixture) => fixture.expected.map((each) => each.code)));
    expect(DIAGNOSTIC_CODES.filter((code) => !codes.has(code))).toEqual([]);
    expect(fixtures.length).toBeGreaterThanOrEqual(80);
  });

  it('are mended by each of the fixes that are offered', () => {
    for (const { text } of fixtures) {
      const analysis = analyze(text);
      for (const diagnostic of analysis.diagnostics) {
        for (const fix of diagnostic.fixes) {
          const mended = analyze(applyEdits(text, fix.edits));
          const again = mended.diagnostics.filter(
            (each) => each.code === diagnostic.code && each.range.start === diagnostic.range.start,
          );
          expect(again, `${formatMessage(fix.title)} in\n${text}`).toEqual([]);
        }
      }
    }
  });

  it('have no hole left in any message', () => {
    for (const { text } of fixtures) {
      for (const { message, related, fixes } of analyze(text).diagnostics) {
        const all = [message, ...related.map((each) => each.message), ...fixes.map((fix) => fix.title)];
        for (const each of all) {
          const holes = [...each.template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
          expect(Object.keys(each.args)).toEqual(expect.arrayContaining(holes));
        }
      }
    }
  });
});
