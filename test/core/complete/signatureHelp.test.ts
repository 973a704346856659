import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { signatureHelp } from '../../../src/core/complete/signatureHelp.ts';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';

/** The signature at `|` with the active parameter in stars. */
function at(marked: string): string | null {
  const text = marked.replace('|', '');
  const found = signatureHelp(analyze(text), marked.indexOf('|'));
  if (found === null) return null;
  const active = found.active === null ? undefined : found.parameters[found.active];
  if (active === undefined) return found.label;
  const { label } = found;
  return `${label.slice(0, active.start)}*${label.slice(active.start, active.end)}*${label.slice(active.end)}`;
}

describe('the parameters of a block are shown', () => {
  it('for a stage and a block, shipped or of the file', () => {
    expect(at('layers:\n  - stage: {block: bottleneck, |}\n')).toBe(
      'bottleneck(filters, stride = 1, shortcut, expansion = 4, stride_on = first)',
    );
    expect(
      at('blocks:\n  mine: {parameters: {a: required, b: 2}}\nlayers:\n  - block: {type: mine, |}\n'),
    ).toBe('mine(a, b = 2)');
  });

  it('with the one that is being written', () => {
    expect(at('layers:\n  - stage: {block: basic, filters: |}\n')).toBe(
      'basic(*filters*, stride = 1, shortcut)',
    );
    expect(at('layers:\n  - stage: {block: basic, filters: 16, str|ide: 2}\n')).toBe(
      'basic(filters, *stride = 1*, shortcut)',
    );
    expect(at('layers:\n  - stage:\n      block: basic\n      stride: |2\n')).toBe(
      'basic(filters, *stride = 1*, shortcut)',
    );
  });

  it('each with what happens without it', () => {
    const text = 'layers:\n  - stage: {block: basic, }\n';
    const found = signatureHelp(analyze(text), text.indexOf('}'));
    expect(found?.parameters.map(({ doc }) => formatMessage(doc))).toEqual([
      'Must be given.',
      'If it is not given: `1`.',
      'If it is not given, the defaults of the file apply.',
    ]);
    expect(found?.doc && formatMessage(found.doc)).toContain('He et al. 2015');
  });

  it('nowhere else', () => {
    expect(at('layers:\n  - conv: {|}\n')).toBe(null);
    expect(at('layers:\n  - stage: {block: none_such, |}\n')).toBe(null);
    expect(at('layers:\n  - stage: {|}\n')).toBe(null);
    expect(at('# |\n')).toBe(null);
    expect(at('defaults:\n  basic: {|}\n')).toBe(null);
  });
});
