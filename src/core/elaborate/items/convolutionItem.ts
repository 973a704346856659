import {
  type AttributeLevels,
  type AttributeTable,
  type ReadAttributes,
  readAttributes,
} from '../../language/attributeTable.ts';
import type { Place } from '../../language/place.ts';
import type { Op } from '../../model/op.ts';
import { CONV_TABLE } from '../../ops/conv.ts';
import { CONV_TRANSPOSE_TABLE } from '../../ops/convTranspose.ts';
import { DENSE_TABLE } from '../../ops/dense.ts';
import { DEPTHWISE_CONV_TABLE } from '../../ops/depthwiseConv.ts';
import { type ActivationSettings, followingActivation } from '../activationSettings.ts';
import { addOp } from '../addOp.ts';
import { levelOf } from '../defaults.ts';
import { itemAttributes } from '../itemAttributes.ts';
import type { ItemContext, ItemValue } from '../listContext.ts';
import { normAttributes, type ResolvedNorm, resolveNorm } from '../normSettings.ts';
import { type Producer, resolveProducers } from '../producers.ts';
import type { Value } from '../value.ts';

export type ConvolutionKind = 'conv' | 'conv_transpose' | 'depthwise_conv' | 'dense';

/** A convolution or dense layer with its norm and its activation: up to three ops. */
export function elaborateConvolutionItem(kind: ConvolutionKind, context: ItemContext): ItemValue {
  const levels = itemAttributes(context);
  const inputs = resolveProducers(context, null, { min: 1, max: 1 });
  const norm = resolveNorm(levels, normLevels(context), context.scope, context.report);
  const { op, complete, placeOf, literalPlaceOf } = readOp(kind, levels, norm.settings !== null, context);
  const value = addConvolution(
    { op, path: context.path, inputs, complete, placeOf, literalPlaceOf },
    norm,
    followingActivation(levels, context),
    context,
  );
  return { type: 'value', value };
}

/** What `defaults.norm` says, of the file and of the block. */
export function normLevels(context: ItemContext): ReturnType<typeof levelOf>[] {
  return [levelOf(context.body.file.defaults, 'norm'), levelOf(context.defaults, 'norm')];
}

interface Convolution {
  readonly op: Op;
  readonly path: string;
  readonly inputs: readonly Producer[];
  readonly complete: boolean;
  readonly placeOf: (name: string) => Place;
  readonly literalPlaceOf?: (name: string) => Place | null;
}

/** Adds the op, then its norm at `PATH.norm`, then its activation at `PATH.activation`. */
export function addConvolution(
  convolution: Convolution,
  norm: Pick<ResolvedNorm, 'settings' | 'placeOf'>,
  activation: ActivationSettings | null,
  context: ItemContext,
): Value {
  const { path } = convolution;
  const { builder } = context.body;
  let value = addOp(convolution, context);
  if (context.formOnly) return value;
  if (convolution.op.kind !== 'dense') builder.convolutionNorms.set(builder.lastIndex, norm.settings);
  const input: Producer = { value, place: context.place };
  const attributes = norm.settings === null ? null : normAttributes(norm.settings, value.shape);
  if (attributes !== null) {
    const op = { kind: 'norm', attributes } as const;
    const { placeOf } = norm;
    value = addOp({ op, path: `${path}.norm`, inputs: [input], complete: true, placeOf }, context);
  }
  if (activation?.attributes !== null && activation !== null) {
    const op = { kind: 'activation', attributes: activation.attributes } as const;
    const inputs = [{ value, place: context.place }];
    const placeOf = (): Place => activation.place;
    value = addOp(
      { op, path: `${path}.activation`, inputs, complete: activation.complete, placeOf },
      context,
    );
  }
  return value;
}

/** `bias` is decided last: by default there is one where no norm follows. */
function readOp(
  kind: ConvolutionKind,
  levels: AttributeLevels,
  hasNorm: boolean,
  { scope, report }: ItemContext,
): { op: Op } & Pick<ReadAttributes<AttributeTable>, 'complete' | 'placeOf' | 'literalPlaceOf'> {
  const withBias = <V extends { readonly bias: boolean | null }>(
    values: V,
  ): V & { readonly bias: boolean } => ({
    ...values,
    bias: values.bias ?? !hasNorm,
  });
  switch (kind) {
    case 'dense': {
      const read = readAttributes(DENSE_TABLE, levels, scope, report);
      return { ...read, op: { kind, attributes: withBias(read.values) } };
    }
    case 'conv': {
      const read = readAttributes(CONV_TABLE, levels, scope, report);
      return { ...read, op: { kind, attributes: withBias(read.values) } };
    }
    case 'conv_transpose': {
      const read = readAttributes(CONV_TRANSPOSE_TABLE, levels, scope, report);
      const { output_padding: outputPadding, ...values } = read.values;
      return { ...read, op: { kind, attributes: withBias({ ...values, outputPadding }) } };
    }
    case 'depthwise_conv': {
      const read = readAttributes(DEPTHWISE_CONV_TABLE, levels, scope, report);
      return { ...read, op: { kind, attributes: withBias(read.values) } };
    }
  }
}
