import type { ModelFigures } from '../../core/analysis/modelFigures.ts';
import type { Paths } from '../../core/analysis/paths.ts';
import type { ReceptiveField } from '../../core/analysis/receptiveField.ts';
import type { Analysis } from '../../core/analyze.ts';
import { formatMessage } from '../../core/diagnostics/message.ts';
import { type FlatModel, flatten } from '../../core/model/flatten.ts';
import type { Model } from '../../core/model/model.ts';
import type { MaybeShape } from '../../core/model/shape.ts';
import { isSymbolic, type Size } from '../../core/symbolic/symbolicSize.ts';
import type { AnalyzeDocument } from '../../protocol/commandLine.ts';
import { diagnosticDocuments } from './diagnosticDocuments.ts';

type OpDocument = AnalyzeDocument['ops'][number];
type ShapeDocument = OpDocument['output'];

/** All figures of a file, the model unfolded; `figures` are null where there is no model. */
export function analyzeDocument(
  analysis: Analysis,
  variant: string | null,
  figures: ModelFigures | null,
): AnalyzeDocument {
  const { model, spec } = analysis;
  const written = spec.model?.value;
  return {
    version: 1,
    model: model?.name ?? (written === null || written === undefined ? '' : String(written)),
    variant,
    inputs: shapesByName(model?.body.inputs ?? []),
    outputs: shapesByName(model?.body.outputs ?? []),
    totals: figures === null ? NO_TOTALS : totalsDocument(figures),
    batch:
      figures === null
        ? null
        : { inference: figures.memory.inferenceBatch, training: figures.memory.trainingBatch },
    ops: model === null || figures === null ? [] : opDocuments(model, flatten(model), figures),
    paths: figures === null ? null : pathsDocument(figures.paths),
    paper: paperDocument(analysis.paper),
    diagnostics: diagnosticDocuments(analysis),
  };
}

const NO_TOTALS: AnalyzeDocument['totals'] = {
  trainable: null,
  nonTrainable: null,
  macs: null,
  flops: null,
  layers: null,
  activationBytes: null,
  inferenceBytes: null,
  trainingBytes: null,
  bytesMoved: null,
  arithmeticIntensity: null,
};

function totalsDocument({ totals, memory }: ModelFigures): AnalyzeDocument['totals'] {
  return {
    trainable: known(totals.trainable),
    nonTrainable: known(totals.nonTrainable),
    macs: known(totals.macs),
    flops: known(totals.flops),
    layers: totals.layers,
    activationBytes: known(totals.activationBytes),
    inferenceBytes: memory.inferenceBytes,
    trainingBytes: known(memory.trainingBytes),
    bytesMoved: known(memory.bytesMoved),
    arithmeticIntensity: memory.arithmeticIntensity,
  };
}

function pathsDocument(paths: Paths | null): AnalyzeDocument['paths'] {
  if (paths === null) return null;
  const { count, byLength, meanLength, middle } = paths;
  return { count: String(count), byLength: byLength.map(String), meanLength, middle };
}

function paperDocument(paper: Analysis['paper']): AnalyzeDocument['paper'] {
  if (paper === null) return null;
  const { id, net, matches, differences, compared, notes } = paper;
  return {
    id,
    net,
    matches,
    differences: differences.map((difference) => formatMessage(difference)),
    compared: [...compared],
    notes: notes.map((note) => formatMessage(note)),
  };
}

function opDocuments(model: Model, flat: FlatModel, { receptiveFields }: ModelFigures): OpDocument[] {
  const producer = (index: number): string =>
    (index >= 0 ? flat.ops[index]?.path : model.body.inputs[-1 - index]?.name) ?? '';
  return flat.ops.map(({ index, path, node, cost, inputs }) => ({
    path,
    kind: node.op.kind,
    from: inputs.map(producer),
    output: shapeDocument(node.output),
    trainable: known(cost.trainable),
    nonTrainable: known(cost.nonTrainable),
    macs: known(cost.macs),
    receptiveField: fieldDocument(receptiveFields[index] ?? null),
  }));
}

function fieldDocument(field: ReceptiveField | null): OpDocument['receptiveField'] {
  if (field === null) return null;
  const [height, width] = [known(field.size[0]), known(field.size[1])];
  const [down, across] = [known(field.stride[0]), known(field.stride[1])];
  if (height === null || width === null || down === null || across === null) return null;
  return {
    size: [height, width],
    stride: [down, across],
    exact: field.isExact,
    wholeInput: field.isWholeInput,
  };
}

/** A figure that depends on a symbol is null. */
function known(figure: Size | null): number | null {
  return figure === null || isSymbolic(figure) ? null : figure;
}

function shapesByName(
  values: readonly { readonly name: string; readonly shape: MaybeShape }[],
): Record<string, ShapeDocument> {
  return Object.fromEntries(values.map(({ name, shape }) => [name, shapeDocument(shape)]));
}

function shapeDocument(shape: MaybeShape): ShapeDocument {
  return shape === null ? null : shape.map((dim) => (isSymbolic(dim) ? String(dim) : dim));
}
