import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import { drawModel } from '../../src/core/drawing/drawModel.ts';
import { drawingJson } from '../../src/core/svg/drawingJson.ts';
import { runsDocumentSchema } from '../../src/protocol/commandLine.ts';
import { doctorReportSchema, evaluatedSchema } from '../../src/protocol/launcher.ts';
import { trainingEventSchema } from '../../src/protocol/trainingEvents.ts';

const page = readFileSync(new URL('../../media/docs/command-line.md', import.meta.url), 'utf8');

/** The words in code marks that a table's row with this first cell holds in its second. */
function documented(row: string): string[] {
  const line = page.split('\n').find((each) => each.startsWith(`| \`${row}\` |`)) ?? '';
  const cell = line.split(' | ')[1] ?? '';
  return [...cell.matchAll(/`(\w+)`/g)].map(([, word = '']) => word);
}

describe('the page about the command line', () => {
  const events = trainingEventSchema.options.map(({ shape }) => ({
    name: [...shape.event.values][0] ?? '',
    fields: Object.keys(shape).filter((field) => field !== 'event'),
  }));

  it.each(events)('lists every field of the event $name', ({ name, fields }) => {
    expect(documented(name)).toEqual(expect.arrayContaining(fields));
  });

  it('lists every field of the drawing as JSON', () => {
    const { model } = analyze('input: [8, 8, 3]\nlayers: [{stage: {block: basic, filters: 8}}, relu]');
    if (model === null) throw new Error('no model');
    const drawing = drawModel(model, { level: 'ops', toggled: {} });
    const document = JSON.parse(drawingJson(drawing)) as Record<string, unknown>;
    for (const field of Object.keys(document)) expect(page).toContain(`\`${field}\``);
    for (const field of ['nodes', 'edges', 'texts']) {
      const [first] = document[field] as Record<string, unknown>[];
      expect(documented(field)).toEqual(expect.arrayContaining(Object.keys(first ?? { none: 1 })));
    }
  });

  it.each([
    ['evaluate', evaluatedSchema.shape],
    ['runs', runsDocumentSchema.shape],
    ['runs', runsDocumentSchema.shape.runs.element.shape],
    ['doctor', doctorReportSchema.shape],
    ['doctor', doctorReportSchema.shape.backends.element.shape],
    ['doctor', doctorReportSchema.shape.librarySearch.element.shape],
  ])('lists every field of what %s prints', (command, shape) => {
    const fields = Object.keys(shape).filter((field) => field !== 'type');
    expect(documented(command)).toEqual(expect.arrayContaining(fields));
  });
});
