import type { ModelFigures } from '../../core/analysis/modelFigures.ts';
import type { Paths } from '../../core/analysis/paths.ts';
import type { Analysis } from '../../core/analyze.ts';
import { formatMessage } from '../../core/diagnostics/message.ts';
import type { MaybeShape } from '../../core/model/shape.ts';
import { knownFigure, opRecords, writtenShape } from '../../core/report/opRecords.ts';
import type { AnalyzeDocument } from '../../protocol/commandLine.ts';
import { diagnosticDocuments } from './diagnosticDocuments.ts';

type ShapeDocument = AnalyzeDocument['ops'][number]['output'];

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
    ops: model === null || figures === null ? [] : opRecords(model, figures),
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
    trainable: knownFigure(totals.trainable),
    nonTrainable: knownFigure(totals.nonTrainable),
    macs: knownFigure(totals.macs),
    flops: knownFigure(totals.flops),
    layers: totals.layers,
    activationBytes: knownFigure(totals.activationBytes),
    inferenceBytes: memory.inferenceBytes,
    trainingBytes: knownFigure(memory.trainingBytes),
    bytesMoved: knownFigure(memory.bytesMoved),
    arithmeticIntensity: memory.arithmeticIntensity,
  };
}

function pathsDocument(paths: Paths | null): AnalyzeDocument['paths'] {
  if (paths === null) return null;
  const { count, lengths } = paths;
  return {
    count: String(count),
    byLength: lengths?.byLength.map(String) ?? null,
    meanLength: lengths?.mean ?? null,
    middle: lengths?.middle ?? null,
  };
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

function shapesByName(
  values: readonly { readonly name: string; readonly shape: MaybeShape }[],
): Record<string, ShapeDocument> {
  return Object.fromEntries(values.map(({ name, shape }) => [name, writtenShape(shape)]));
}
