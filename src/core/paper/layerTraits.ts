import { message } from '../diagnostics/message.ts';
import type { OpNode } from '../model/model.ts';
import type { Op } from '../model/op.ts';
import type { Trait, TraitDifference } from './blockTraits.ts';
import { type MainLayer, opsOf } from './mainPath.ts';

/** What a paper's nets have between the layers of its table. */

export const hasNormAndRelu: Trait = betweenLayers(
  (ops) => count(ops, isBatchNorm) === 1 && count(ops, isRelu) === 1 && count(ops, isActivation) === 1,
  'In {net} one batch norm and one ReLU stand before each layer but the first; layer {number} here is the first that has something else before it.',
);

export const hasRelu: Trait = betweenLayers(
  (ops) => count(ops, isRelu) === 1 && count(ops, isActivation) === 1,
  'In {net} one ReLU stands before each layer but the first; layer {number} here is the first that has something else before it.',
);

export const endsInAverage: Trait = ({ main }, net) => {
  const last = main.at(-1);
  if (last === undefined || opsOf(last.passed).some(isGlobalAverage)) return null;
  return differenceAt(
    last,
    '{net} averages each channel over the whole map before its dense layer; this net does not.',
    { net },
  );
};

/** 3×3 with stride 2 behind the stem: Table 1 of He et al. 2015. */
export const poolsBehindStem: Trait = ({ main }, net) => {
  const first = main.find(({ isInResidual }) => isInResidual);
  if (first === undefined || opsOf(first.passed).some(isStemPool)) return null;
  return differenceAt(
    first,
    'In {net} a 3×3 max pool with stride 2 stands before the first block; in this net none does.',
    { net },
  );
};

function betweenLayers(holds: (ops: readonly Op[]) => boolean, template: string): Trait {
  return ({ main }, net) => {
    const at = main.findIndex(({ passed }, index) => index > 0 && !holds(opsOf(passed).map(({ op }) => op)));
    const layer = main[at];
    return layer === undefined ? null : differenceAt(layer, template, { net, number: at + 1 });
  };
}

function differenceAt(
  { fileItem }: MainLayer,
  template: string,
  args: Readonly<Record<string, string | number>>,
): TraitDifference {
  const where = { path: fileItem.kind, range: fileItem.source === 'file' ? fileItem.kindRange : null };
  return { where, message: message(template, args) };
}

function count(ops: readonly Op[], test: (op: Op) => boolean): number {
  return ops.filter(test).length;
}

function isBatchNorm(op: Op): boolean {
  return op.kind === 'norm' && op.attributes.type === 'batch';
}

function isActivation(op: Op): boolean {
  return op.kind === 'activation';
}

function isRelu(op: Op): boolean {
  return op.kind === 'activation' && op.attributes.type === 'relu';
}

/** Said so, or by a window as large as the map. */
function isGlobalAverage({ op, output }: OpNode): boolean {
  if (op.kind !== 'pool') return false;
  if (op.attributes.type === 'global_average') return true;
  return op.attributes.type === 'average' && output?.[0] === 1 && output[1] === 1;
}

function isStemPool({ op }: OpNode): boolean {
  return (
    op.kind === 'pool' &&
    op.attributes.type === 'max' &&
    op.attributes.size.every((each) => each === 3) &&
    op.attributes.stride.every((each) => each === 2)
  );
}
