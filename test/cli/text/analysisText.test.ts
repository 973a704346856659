import { describe, expect, it } from 'vitest';
import { analysisText } from '../../../src/cli/text/analysisText.ts';
import { chooseStyle } from '../../../src/cli/text/style.ts';
import { modelFigures } from '../../../src/core/analysis/modelFigures.ts';
import { analyze } from '../../../src/core/analyze.ts';

function linesOf(text: string): string[] {
  const { model } = analyze(text);
  if (model === null) throw new Error('no model');
  return analysisText(model, null, modelFigures(model, null, null), chooseStyle(false, {})).split('\n');
}

describe('the figures for a terminal', () => {
  it('give a long expression a line of its own, its note the next, and keep the column narrow', () => {
    const halving = '  - conv: {filters: 8, stride: 2}\n'.repeat(4);
    const lines = linesOf(`input: [H, W, 3]\nlayers:\n${halving}`);
    const at = lines.findIndex((line) => line.startsWith('multiply-adds'));
    expect(lines.slice(at, at + 2)).toEqual([
      'multiply-adds         216·⌈H/2⌉·⌈W/2⌉ + 576·⌈H/4⌉·⌈W/4⌉ + 576·⌈H/8⌉·⌈W/8⌉ + 576·⌈H/16⌉·⌈W/16⌉',
      '                      one example; twice as many FLOPs where a multiply-add counts as two',
    ]);
    expect(lines.find((line) => line.startsWith('layers'))?.length).toBeLessThan(100);
  });

  it('name only the kind of a layer that lacks something', () => {
    const lines = linesOf(
      'input: [8, 8, 3]\nlayers:\n  - pool: {size: 4}\n  - conv: {filters: $F}\n  - dense: 3\n',
    );
    expect(lines.filter((line) => /^(pool|conv|dense) /.test(line))).toEqual([
      expect.stringMatching(/^pool +pool +unknown/),
      expect.stringMatching(/^conv +conv +unknown/),
      expect.stringMatching(/^dense +fc 3 +unknown/),
    ]);
  });
});
