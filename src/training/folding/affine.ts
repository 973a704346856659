import type { FlatOp } from '../../core/model/flatten.ts';
import { channelsOf } from '../../core/model/shape.ts';
import { concreteShape } from './concreteShape.ts';
import type { TrainedTensors } from './trainedTensors.ts';

/** What a layer does with each channel at test: factor·x + offset. */
export interface Affine {
  readonly factor: Float64Array;
  readonly offset: Float64Array;
}

/** A batch norm, a learned factor or a learned constant; null for every other layer. */
export function affineOf(layer: FlatOp, tensors: TrainedTensors): Affine | null {
  const { op } = layer.node;
  const channels = channelsOf(concreteShape(layer.node.inputShapes[0], layer));
  const values = (name: string): Float32Array => tensors.values(layer, name, [channels]);
  switch (op.kind) {
    case 'norm': {
      const { type, epsilon, scale, center } = op.attributes;
      if (type !== 'batch') return null;
      const [mean, variance] = [values('moving_mean'), values('moving_variance')];
      const gamma = scale ? values('gamma') : null;
      const beta = center ? values('beta') : null;
      const factor = Float64Array.from(variance, (v, c) => (gamma?.[c] ?? 1) / Math.sqrt(v + epsilon));
      const offset = Float64Array.from(factor, (f, c) => (beta?.[c] ?? 0) - f * (mean[c] ?? 0));
      return { factor, offset };
    }
    case 'scale':
    case 'bias': {
      const learned =
        op.attributes.per === 'channel'
          ? Float64Array.from(values(op.kind))
          : new Float64Array(channels).fill(tensors.values(layer, op.kind, [])[0] ?? 0);
      return op.kind === 'scale'
        ? { factor: learned, offset: new Float64Array(channels) }
        : { factor: new Float64Array(channels).fill(1), offset: learned };
    }
    default:
      return null;
  }
}

/** The same factor for every channel. */
export function uniformAffine(factor: number, channels: number): Affine {
  return { factor: new Float64Array(channels).fill(factor), offset: new Float64Array(channels) };
}
