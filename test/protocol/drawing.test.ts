import { expect, expectTypeOf, it } from 'vitest';
import type { Drawing } from '../../src/core/drawing/drawing.ts';
import { drawModel } from '../../src/core/drawing/drawModel.ts';
import { LEVELS, type ViewState } from '../../src/core/drawing/viewState.ts';
import { drawingSchema, type WireDrawing } from '../../src/protocol/drawing.ts';
import type { GraphView } from '../../src/protocol/graph.ts';
import { exampleModel } from '../support/exampleSpecs.ts';

it('a drawing on the wire has the form that core gives it', () => {
  expectTypeOf<Drawing>().toExtend<WireDrawing>();
  expectTypeOf<WireDrawing>().toExtend<Drawing>();
  expectTypeOf<GraphView>().toExtend<ViewState>();
  for (const level of LEVELS) {
    const drawing = drawModel(exampleModel('three-in-three-out'), { level, toggled: {} });
    expect(drawingSchema.parse(JSON.parse(JSON.stringify(drawing)))).toEqual(drawing);
  }
});
