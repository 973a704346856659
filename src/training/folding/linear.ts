import type { FlatOp } from '../../core/model/flatten.ts';
import type { OpOf } from '../../core/model/op.ts';
import { type ConcreteShape, channelsOf } from '../../core/model/shape.ts';
import type { NamedTensor } from '../runs/safetensors.ts';
import type { Affine } from './affine.ts';
import { concreteShape } from './concreteShape.ts';
import { effectiveKernel } from './effectiveKernel.ts';
import type { LayerTensors } from './foldedModel.ts';
import type { TrainedTensors } from './trainedTensors.ts';

export type LinearOp = OpOf<'conv'> | OpOf<'conv_transpose'> | OpOf<'depthwise_conv'> | OpOf<'dense'>;

/** A convolution or dense layer, and what was folded into it. */
export interface Linear<O extends LinearOp = LinearOp> {
  readonly op: O;
  /** The value that it reads, as in `FlatOp.inputs`. */
  readonly input: number;
  readonly inputShape: ConcreteShape;
  readonly outputShape: ConcreteShape;
  readonly kernelShape: readonly number[];
  readonly kernel: Float64Array;
  /** One a channel of the output. */
  readonly bias: Float64Array;
  /** The path that it keeps. */
  readonly path: string;
  /** What it is made of. */
  readonly madeOf: readonly string[];
  /** Equal where the weights come from the same layers in the same way. */
  readonly weights: string;
}

export function isLinearOp(op: FlatOp['node']['op']): op is LinearOp {
  return ['conv', 'conv_transpose', 'depthwise_conv', 'dense'].includes(op.kind);
}

/** The layer as it was trained; a kernel that is made of others is computed. */
export function linearOf(layer: FlatOp, op: LinearOp, tensors: TrainedTensors): Linear {
  const inputShape = concreteShape(layer.node.inputShapes[0], layer);
  const outputShape = concreteShape(layer.node.output, layer);
  const kernelShape = kernelShapeOf(op, channelsOf(inputShape));
  const channels = channelsOf(outputShape);
  const bias = op.attributes.bias ? Float64Array.from(tensors.values(layer, 'bias', [channels])) : null;
  return {
    op: op.kind === 'conv' ? { ...op, attributes: { ...op.attributes, parametrization: 'none' } } : op,
    input: layer.inputs[0] ?? -1,
    inputShape,
    outputShape,
    kernelShape,
    kernel: kernelOf(layer, op, kernelShape, tensors),
    bias: bias ?? new Float64Array(channels),
    path: layer.path,
    madeOf: [layer.path],
    weights: layer.weightsPath,
  };
}

function kernelOf(
  layer: FlatOp,
  op: LinearOp,
  shape: readonly number[],
  tensors: TrainedTensors,
): Float64Array {
  const kernel = tensors.values(layer, 'kernel', shape);
  if (op.kind !== 'conv') return Float64Array.from(kernel);
  const { filters, parametrization } = op.attributes;
  const learned = (name: string): Float32Array | null =>
    parametrization === 'dirac' ? tensors.values(layer, name, [filters]) : null;
  const weights = { kernel, alpha: learned('alpha'), beta: learned('beta') };
  return effectiveKernel(op.attributes, shape[2] ?? 0, weights);
}

function kernelShapeOf({ kind, attributes }: LinearOp, channels: number): readonly number[] {
  switch (kind) {
    case 'conv':
      return [...attributes.kernel, channels / attributes.groups, attributes.filters];
    case 'conv_transpose':
      return [...attributes.kernel, attributes.filters, channels];
    case 'depthwise_conv':
      return [...attributes.kernel, channels, attributes.multiplier];
    case 'dense':
      return [channels, attributes.units];
  }
}

/** What is folded into another: its path, and what its values come from. */
interface Source {
  readonly path: string;
  readonly weights: string;
}

/** The layer and, after it, something that is done to each channel: factor·(K·x + b) + offset. */
export function followedBy(linear: Linear, { factor, offset }: Affine, source: Source): Linear {
  const channelOf = outputChannel(linear);
  return {
    ...linear,
    op: withBias(linear.op),
    kernel: linear.kernel.map((weight, at) => weight * (factor[channelOf(at)] ?? 1)),
    bias: linear.bias.map((value, c) => value * (factor[c] ?? 1) + (offset[c] ?? 0)),
    madeOf: [...linear.madeOf, source.path],
    weights: `${linear.weights} > ${source.weights}`,
  };
}

export function withBias<O extends LinearOp>(op: O): O {
  return { ...op, attributes: { ...op.attributes, bias: true } };
}

/** Which channel of the output a place in the kernel belongs to. */
function outputChannel({ op, kernelShape, outputShape }: Linear): (at: number) => number {
  const channels = channelsOf(outputShape);
  const inner = kernelShape[3] ?? 1;
  // The others have the output's channels last; a depthwise kernel's two last dimensions are those, in order.
  if (op.kind === 'conv_transpose') return (at) => Math.floor(at / inner) % channels;
  return (at) => at % channels;
}

export function linearTensors({ op, kernel, kernelShape, bias }: Linear): LayerTensors {
  const tensors = new Map<string, NamedTensor>();
  tensors.set('kernel', { shape: kernelShape, data: Float32Array.from(kernel) });
  if (op.attributes.bias) tensors.set('bias', { shape: [bias.length], data: Float32Array.from(bias) });
  return tensors;
}
