import { type Message, message } from '../diagnostics/message.ts';
import type { Pair } from '../model/op.ts';
import type { TextRange } from '../spec/textRange.ts';
import { symbolsOf } from '../symbolic/evaluateSize.ts';
import { isSymbolic } from '../symbolic/symbolicSize.ts';
import type { MainLayer } from './mainPath.ts';
import type { PaperLayer, PaperNet, PaperStage } from './paper.ts';

/** The first stage that is not the paper's. */
export interface StageDifference {
  readonly type: 'layers' | 'size' | 'stride';
  readonly stage: PaperStage;
  /** Where the file writes it. */
  readonly range: TextRange | null;
  readonly message: Message;
}

/**
 * Compares the layers of the longest path, one after the other, with the rows of the paper's table: kernels,
 * filters and groups first, then the size of each stage's maps, last the place of the stride.
 */
export function compareStages(main: readonly MainLayer[], net: PaperNet): StageDifference | null {
  const rows = aligned(main, net);
  return (
    first(rows, layersDiffer) ?? tooMany(main, rows) ?? first(rows, sizeDiffers) ?? first(rows, strideDiffers)
  );
}

/** The symbols for which sizes of maps cannot be compared. */
export function sizeSymbols(main: readonly MainLayer[], net: PaperNet): string[] {
  const symbols = aligned(main, net).flatMap(({ stage, found }) => {
    if (stage.size === null) return [];
    return found[found.length - 1]?.node.output?.slice(0, 2).flatMap(symbolsOf) ?? [];
  });
  return [...new Set(symbols)].sort();
}

interface Row {
  readonly stage: PaperStage;
  readonly found: readonly MainLayer[];
  readonly net: PaperNet;
}

function aligned(main: readonly MainLayer[], net: PaperNet): Row[] {
  let at = 0;
  return net.stages.map((stage) => {
    const found = main.slice(at, at + stage.layers.length);
    at += stage.layers.length;
    return { stage, found, net };
  });
}

function first(rows: readonly Row[], differs: (row: Row) => StageDifference | null): StageDifference | null {
  for (const row of rows) {
    const difference = differs(row);
    if (difference !== null) return difference;
  }
  return null;
}

function layersDiffer({ stage, found, net }: Row): StageDifference | null {
  const at = stage.layers.findIndex((expected, index) => !isSameLayer(expected, found[index]));
  const expected = stage.layers[at];
  if (expected === undefined) return null;
  const layer = found[at];
  return {
    type: 'layers',
    stage,
    range: rangeOf(layer),
    message: message(
      'The first stage that differs from {net} is {stage}: its layer {number} of {count} is {expected} in the paper and {found} here.',
      {
        net: net.name,
        stage: stage.name,
        number: at + 1,
        count: stage.layers.length,
        expected: describeExpected(expected),
        found: layer === undefined ? message('missing') : describeFound(layer),
      },
    ),
  };
}

function tooMany(main: readonly MainLayer[], rows: readonly Row[]): StageDifference | null {
  const last = rows[rows.length - 1];
  const extra = main[rows.reduce((sum, { stage }) => sum + stage.layers.length, 0)];
  if (extra === undefined || last === undefined) return null;
  return {
    type: 'layers',
    stage: last.stage,
    range: rangeOf(extra),
    message: message('{net} ends with {stage}; here {found} follows.', {
      net: last.net.name,
      stage: last.stage.name,
      found: describeFound(extra),
    }),
  };
}

function sizeDiffers({ stage, found, net }: Row): StageDifference | null {
  const last = found[found.length - 1];
  const output = last?.node.output;
  if (stage.size === null || output?.length !== 3) return null;
  const [height = 0, width = 0] = output;
  if (isSymbolic(height) || isSymbolic(width)) return null;
  if (height === stage.size && width === stage.size) return null;
  return {
    type: 'size',
    stage,
    range: rangeOf(last),
    message: message(
      'The first stage that differs from {net} is {stage}: its maps are {expected} in the paper and {found} here.',
      { net: net.name, stage: stage.name, expected: [stage.size, stage.size], found: [height, width] },
    ),
  };
}

function strideDiffers({ stage, found, net }: Row): StageDifference | null {
  const at = stage.layers.findIndex(({ stride }, index) => {
    const layer = found[index];
    return stride !== undefined && layer !== undefined && strideOf(layer) !== stride;
  });
  const layer = found[at];
  if (layer === undefined) return null;
  const [here, there] = [
    found.findIndex((each) => strideOf(each) > 1),
    stage.layers.findIndex(({ stride = 1 }) => stride > 1),
  ];
  const place = (index: number): Message => {
    const expected = stage.layers[index];
    if (expected === undefined) return message('nowhere');
    return message('in its layer {number}, {layer}', {
      number: index + 1,
      layer: describeExpected(expected),
    });
  };
  return {
    type: 'stride',
    stage,
    range: rangeOf(layer),
    message: message(
      'The first stage that differs from {net} is {stage}: the paper strides {there}, this net {here}.',
      { net: net.name, stage: stage.name, there: place(there), here: place(here) },
    ),
  };
}

function isSameLayer({ kernel, filters, groups = 1 }: PaperLayer, found: MainLayer | undefined): boolean {
  const op = found?.node.op;
  if (op?.kind === 'dense') return kernel === null && op.attributes.units === filters;
  if (op?.kind !== 'conv') return false;
  const { attributes } = op;
  return (
    attributes.kernel.every((each) => each === kernel) &&
    attributes.filters === filters &&
    attributes.groups === groups
  );
}

function strideOf({ node }: MainLayer): number {
  return node.op.kind === 'conv' ? Math.max(...node.op.attributes.stride) : 1;
}

function describeExpected({ kernel, filters, groups = 1 }: PaperLayer): Message {
  return kernel === null ? describeDense(filters) : describeConv([kernel, kernel], filters, groups);
}

function describeFound({ node: { op } }: MainLayer): Message {
  if (op.kind === 'dense') return describeDense(op.attributes.units);
  if (op.kind !== 'conv') return message('another kind of convolution');
  const { kernel, filters, groups } = op.attributes;
  return describeConv(kernel, filters, groups);
}

function describeDense(units: number): Message {
  return message('a dense layer of {units}', { units });
}

/** As in the papers' tables: "3×3, 64". */
function describeConv(kernel: Pair, filters: number, groups: number): Message {
  const sizes = { kernel: kernel.join('×'), filters: String(filters) };
  if (groups === 1) return message('{kernel}, {filters}', sizes);
  return message('{kernel}, {filters} in {groups} groups', { ...sizes, groups });
}

function rangeOf(layer: MainLayer | undefined): TextRange | null {
  return layer?.fileItem.source === 'file' ? layer.fileItem.kindRange : null;
}
