import { describe, expect, it } from 'vitest';
import { diagnosticDocuments } from '../../../src/cli/documents/diagnosticDocuments.ts';
import { sarifDocument } from '../../../src/cli/documents/sarifDocument.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { SURROUNDINGS } from '../../support/fixtureSurroundings.ts';
import { sarifLog } from '../../support/sarifStructure.ts';
import { readSpecFixtures } from '../../support/specFixture.ts';

const tool = { version: '1.2.3', helpPage: 'file:///product/media/docs/diagnostics.md' };

function checked(file: string, text: string): Parameters<typeof sarifDocument>[0][number] {
  return { file, diagnostics: diagnosticDocuments(analyze(text, SURROUNDINGS)) };
}

describe('the SARIF log', () => {
  it('has the form of the standard for every fixture together', () => {
    const files = readSpecFixtures().map(({ name, text }) => checked(`${name}.resnet.yaml`, text));
    const log = sarifLog.parse(sarifDocument(files, tool));
    const [run] = log.runs;
    expect(run?.results).toHaveLength(files.reduce((sum, { diagnostics }) => sum + diagnostics.length, 0));
    expect(run?.results.some(({ fixes }) => fixes !== undefined)).toBe(true);
    expect(run?.results.some(({ relatedLocations }) => relatedLocations !== undefined)).toBe(true);
  });

  it('counts lines and columns from 1 and says the rule, the level and where help stands', () => {
    const text = 'input: [8, 8, 1]\nlayers:\n  - conv: {filters: 4, strides: 2}\n';
    const [run] = sarifLog.parse(sarifDocument([checked('a b/net.resnet.yaml', text)], tool)).runs;
    const [result] = run?.results ?? [];
    expect(result).toMatchObject({ ruleId: 'spec.unknown-key', level: 'error' });
    expect(result?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'a%20b/net.resnet.yaml', index: 0 },
      region: { startLine: 3, startColumn: 24, endLine: 3, endColumn: 31 },
    });
    expect(run?.tool.driver.rules[result?.ruleIndex ?? -1]?.helpUri).toBe(`${tool.helpPage}#specunknown-key`);
    expect(result?.fixes?.[0]?.artifactChanges[0]?.replacements).toEqual([
      {
        deletedRegion: { startLine: 3, startColumn: 24, endLine: 3, endColumn: 31 },
        insertedContent: { text: 'stride' },
      },
    ]);
  });

  it('calls information a note, doubles braces and names an absolute file by its URI', () => {
    const text = 'paper: he2015-cifar\ninput: [32, 32, 3]\nlayers:\n  - conv: 16\n';
    const [run] = sarifLog.parse(sarifDocument([checked('/specs/net.resnet.yaml', text)], tool)).runs;
    expect(run?.results.map(({ level }) => level)).toEqual(['note']);
    expect(run?.artifacts[0]?.location.uri).toBe('file:///specs/net.resnet.yaml');
    const braces = 'input: [8, 8, 1]\nlayers: []\n';
    const [other] = sarifLog.parse(sarifDocument([checked('x', braces)], tool)).runs;
    expect(other?.results[0]?.message.text).toContain('{{');
  });
});
