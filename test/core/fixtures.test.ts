import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import { DIAGNOSTIC_CODES } from '../../src/core/diagnostics/diagnostic.ts';
import { formatMessage } from '../../src/core/diagnostics/message.ts';
import { SURROUNDINGS } from '../support/fixtureSurroundings.ts';
import { readSpecFixtures } from '../support/specFixture.ts';

const fixtures = readSpecFixtures();

describe('spec fixtures', () => {
  it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_name, fixture) => {
    const analysis = analyze(fixture.text, SURROUNDINGS);
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

  it('have no hole left in any message', () => {
    for (const { text } of fixtures) {
      for (const { message, related, fixes } of analyze(text, SURROUNDINGS).diagnostics) {
        const all = [message, ...related.map((each) => each.message), ...fixes.map((fix) => fix.title)];
        for (const each of all) {
          const holes = [...each.template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
          expect(Object.keys(each.args)).toEqual(expect.arrayContaining(holes));
        }
      }
    }
  });
});
