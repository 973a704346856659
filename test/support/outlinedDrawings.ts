import type { Drawing } from '../../src/core/drawing/drawing.ts';
import { drawModel } from '../../src/core/drawing/drawModel.ts';
import { expandDrawing } from '../../src/core/drawing/expandDrawing.ts';
import { packComparison } from '../../src/core/drawing/packComparison.ts';
import { packed } from '../../src/core/drawing/packing.ts';
import { LEVELS, type Level } from '../../src/core/drawing/viewState.ts';
import { exampleModel, exampleNames, modelOf } from './exampleSpecs.ts';
import { HOSTILE_TEXTS } from './hostileTexts.ts';

/** Every example at every level. */
export const OUTLINED = exampleNames().flatMap((name) => LEVELS.map((level) => [name, level] as const));

/** A drawing, and how many of its nodes hold others. */
export interface Outlined {
  readonly drawing: Drawing;
  readonly frames: number;
  readonly others: number;
}

export function outlined(name: string, level: Level): Outlined {
  const drawing = drawModel(exampleModel(name), { level, toggled: {} });
  const parents = new Set(drawing.nodes.map(({ parent }) => parent));
  const frames = drawing.nodes.filter(({ id }) => parents.has(id)).length;
  return { drawing, frames, others: drawing.nodes.length - frames };
}

/** Figure 3 of He et al. */
export function resnet34(): Drawing {
  return outlined('resnet-imagenet-basic', 'blocks').drawing;
}

/** For each text a drawing with it as its title, in one of its boxes and at all of its lines. */
export function hostileDrawings(): { readonly text: string; readonly drawing: Drawing }[] {
  const plain = resnet34();
  const [owner = ''] = plain.nodes.filter(({ form }) => form === 'box').map(({ id }) => id);
  return HOSTILE_TEXTS.map((text) => ({
    text,
    drawing: {
      ...plain,
      title: text,
      texts: [{ owner, role: 'title', text, x: 0, y: 0, anchor: 'middle' }],
      edges: plain.edges.map((edge) => ({ ...edge, label: text })),
    },
  }));
}

/** A comparison: `b` has 16 filters where it had 8, the dropout is gone, the softmax is new. */
export function comparedDrawing(): Drawing {
  const spec = (rest: string): string => `input: [8, 8, 3]\nlayers:\n  - {conv: 4, name: a}\n${rest}`;
  const before = spec('  - {conv: 8, name: b}\n  - {dropout: 0.5}\n  - {dense: 10}\n');
  const after = spec('  - {conv: 16, name: b}\n  - {dense: 10}\n  - {activation: softmax}\n');
  return expandDrawing(
    packed(packComparison(modelOf(before), modelOf(after), { level: 'ops', toggled: {} })),
  );
}
