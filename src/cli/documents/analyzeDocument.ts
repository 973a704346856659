import { totals } from '../../core/analysis/totals.ts';
import type { Analysis } from '../../core/analyze.ts';
import { type FlatModel, flatten } from '../../core/model/flatten.ts';
import type { Model } from '../../core/model/model.ts';
import type { MaybeShape } from '../../core/model/shape.ts';
import { isSymbolic, type Size } from '../../core/symbolic/symbolicSize.ts';
import type { AnalyzeDocument } from '../../protocol/commandLine.ts';
import { diagnosticDocuments } from './diagnosticDocuments.ts';

type OpDocument = AnalyzeDocument['ops'][number];
type ShapeDocument = OpDocument['output'];

/** All figures of a file, the model unfolded. */
export function analyzeDocument(analysis: Analysis, variant: string | null): AnalyzeDocument {
  const { model, spec } = analysis;
  const written = spec.model?.value;
  return {
    version: 1,
    model: model?.name ?? (written === null || written === undefined ? '' : String(written)),
    variant,
    inputs: shapesByName(model?.body.inputs ?? []),
    outputs: shapesByName(model?.body.outputs ?? []),
    totals: totalsDocument(model),
    ops: model === null ? [] : opDocuments(model, flatten(model)),
    paper: null,
    diagnostics: diagnosticDocuments(analysis),
  };
}

function totalsDocument(model: Model | null): AnalyzeDocument['totals'] {
  const notYet = { inferenceBytes: null, trainingBytes: null };
  if (model !== null) {
    const figures = totals(model);
    return {
      trainable: known(figures.trainable),
      nonTrainable: known(figures.nonTrainable),
      macs: known(figures.macs),
      flops: known(figures.flops),
      layers: figures.layers,
      activationBytes: figures.activationBytes === null ? null : known(figures.activationBytes),
      ...notYet,
    };
  }
  return {
    trainable: null,
    nonTrainable: null,
    macs: null,
    flops: null,
    layers: null,
    activationBytes: null,
    ...notYet,
  };
}

function opDocuments(model: Model, flat: FlatModel): OpDocument[] {
  const producer = (index: number): string =>
    (index >= 0 ? flat.ops[index]?.path : model.body.inputs[-1 - index]?.name) ?? '';
  return flat.ops.map(({ path, node, cost, inputs }) => ({
    path,
    kind: node.op.kind,
    from: inputs.map(producer),
    output: shapeDocument(node.output),
    trainable: known(cost.trainable),
    nonTrainable: known(cost.nonTrainable),
    macs: known(cost.macs),
    receptiveField: null,
  }));
}

/** A figure that depends on a symbol is null. */
function known(figure: Size): number | null {
  return isSymbolic(figure) ? null : figure;
}

function shapesByName(
  values: readonly { readonly name: string; readonly shape: MaybeShape }[],
): Record<string, ShapeDocument> {
  return Object.fromEntries(values.map(({ name, shape }) => [name, shapeDocument(shape)]));
}

function shapeDocument(shape: MaybeShape): ShapeDocument {
  return shape === null ? null : shape.map((dim) => (isSymbolic(dim) ? String(dim) : dim));
}
