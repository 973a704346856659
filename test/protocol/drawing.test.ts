import { expect, expectTypeOf, it } from 'vitest';
import { packModel } from '../../src/core/drawing/drawModel.ts';
import type { PackedDrawing } from '../../src/core/drawing/packedDrawing.ts';
import { packed } from '../../src/core/drawing/packing.ts';
import { packTwin } from '../../src/core/drawing/packTwin.ts';
import { LEVELS, type ViewState } from '../../src/core/drawing/viewState.ts';
import { packedDrawingSchema, type WireDrawing } from '../../src/protocol/drawing.ts';
import type { GraphView } from '../../src/protocol/graph.ts';
import { exampleModel } from '../support/exampleSpecs.ts';

const overTheWire = (drawing: PackedDrawing): WireDrawing =>
  packedDrawingSchema.parse(JSON.parse(JSON.stringify(drawing)));

it('a drawing on the wire has the form that core gives it', () => {
  expectTypeOf<PackedDrawing>().toExtend<WireDrawing>();
  expectTypeOf<WireDrawing>().toExtend<PackedDrawing>();
  expectTypeOf<GraphView>().toExtend<ViewState>();
  for (const level of LEVELS) {
    const view = { level, toggled: {} };
    const drawing = packed(packModel(exampleModel('three-in-three-out'), view));
    expect(overTheWire(drawing)).toEqual(drawing);
    const twins = packed(packTwin(exampleModel('resnet20-digits'), exampleModel('resnet20-digits'), view));
    expect(overTheWire(twins)).toEqual(twins);
  }
});

it('4,207 ops are sent in a tenth of what they take spelled out', () => {
  const view = { level: 'ops', toggled: {} } as const;
  const net = packed(packModel(exampleModel('resnet-cifar10', { variant: 'resnet1202' }), view));
  expect(JSON.stringify(net).length).toBeLessThan(400_000);
});
