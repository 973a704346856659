import type { FlatModel, FlatOp } from '../../core/model/flatten.ts';
import type { Op, OpOf } from '../../core/model/op.ts';
import { channelsOf } from '../../core/model/shape.ts';
import type { NamedTensor } from '../runs/safetensors.ts';
import { type Affine, affineOf, uniformAffine } from './affine.ts';
import { concreteShape } from './concreteShape.ts';
import { FoldedLayers } from './foldedLayers.ts';
import type { FoldedModel } from './foldedModel.ts';
import { followedBy, isLinearOp, type Linear, linearOf } from './linear.ts';
import { type Conv, mergeBranches, type PerChannel } from './mergeBranches.ts';
import { TrainedTensors } from './trainedTensors.ts';

/**
 * The net with everything folded that is linear at test: what follows a convolution or dense layer and does
 * one thing to each channel (a batch norm, a learned factor or constant), kernels that are made of others, and
 * sums of convolutions of one value, with that value itself or its batch norm (2101.03697, §3.3). Found by what
 * is connected to what, whatever the blocks are called.
 */
export function foldModel(model: FlatModel, tensors: ReadonlyMap<string, NamedTensor>): FoldedModel {
  return new Folding(model, new TrainedTensors(tensors)).run();
}

/** What was read and not yet written, since what follows may still be folded into it. */
type Pending =
  | { readonly type: 'linear'; readonly linear: Linear; readonly layer: FlatOp }
  /** A batch norm and the like that follows nothing that it could be folded into. */
  | { readonly type: 'channels'; readonly affine: Affine; readonly layer: FlatOp };

/** One input of an addition. */
interface Term {
  readonly value: number;
  readonly factor: number;
  /** The value that the addition can read in its place, and how. */
  readonly conv: Conv | null;
  readonly perChannel: (PerChannel & { readonly input: number }) | null;
  /** Whether the layer that gives the value goes with it. */
  readonly takesLayer: boolean;
}

class Folding {
  readonly #model: FlatModel;
  readonly #tensors: TrainedTensors;
  readonly #uses: readonly number[];
  readonly #pending = new Map<number, Pending>();
  readonly #layers: FoldedLayers;
  /** Where the values of the model went. */
  readonly #places = new Map<number, number>();

  constructor(model: FlatModel, tensors: TrainedTensors) {
    this.#model = model;
    this.#tensors = tensors;
    this.#layers = new FoldedLayers(tensors);
    const uses = model.ops.map(() => 0);
    for (const value of [...model.ops.flatMap(({ inputs }) => inputs), ...model.outputs]) {
      if (value >= 0) uses[value] = (uses[value] ?? 0) + 1;
    }
    this.#uses = uses;
  }

  run(): FoldedModel {
    for (const layer of this.#model.ops) this.#read(layer);
    for (const value of [...this.#pending.keys()]) this.#place(value);
    const outputs = this.#model.outputs.map((output) => this.#place(output));
    return { layers: this.#layers.list, outputs };
  }

  #read(layer: FlatOp): void {
    const { op } = layer.node;
    if (isLinearOp(op)) {
      this.#pending.set(layer.index, { type: 'linear', linear: linearOf(layer, op, this.#tensors), layer });
    } else if (op.kind === 'add') {
      this.#readAdd(layer, op);
    } else {
      const affine = affineOf(layer, this.#tensors);
      if (affine === null) this.#write(layer);
      else this.#readAffine(layer, affine);
    }
  }

  #readAffine(layer: FlatOp, affine: Affine): void {
    const [input = -1] = layer.inputs;
    const before = this.#onlyFor(input);
    if (before?.type !== 'linear') {
      this.#pending.set(layer.index, { type: 'channels', affine, layer });
      return;
    }
    this.#pending.delete(input);
    this.#pending.set(layer.index, { ...before, linear: followedBy(before.linear, affine, sourceOf(layer)) });
  }

  /** Convolutions of one value become one; what is left is added as before. */
  #readAdd(layer: FlatOp, { attributes }: OpOf<'add'>): void {
    const branchFactor = attributes.survival * attributes.scale;
    const terms = layer.inputs.map((value, i) => this.#termOf(value, i === 0 ? branchFactor : 1, layer));
    const groups = groupTerms(terms);
    for (const { value, takesLayer } of groups.flatMap((group) => group.terms)) {
      if (takesLayer) this.#pending.delete(value);
    }
    const left = terms.filter((term) => !groups.some((group) => group.terms.includes(term)));
    const [group] = groups;
    if (group !== undefined && left.length === 0 && groups.length === 1) {
      const path = layer.path.replace(/\.add$/, '');
      const linear = { ...group.merged, path, madeOf: [...new Set([...group.merged.madeOf, layer.path])] };
      this.#pending.set(layer.index, { type: 'linear', linear, layer });
      return;
    }
    const places = [
      ...left.map((term) => (term.factor === 1 ? this.#place(term.value) : this.#scaled(term, layer))),
      ...groups.map(({ merged }) => this.#writeLinear(merged)),
    ];
    const op: Op = { kind: 'add', attributes: { survival: 1, scale: 1 } };
    this.#places.set(layer.index, this.#layers.add({ path: layer.path, op, inputs: places }));
  }

  #termOf(value: number, factor: number, add: FlatOp): Term {
    const term = { value, factor, conv: null, perChannel: null, takesLayer: false };
    const before = this.#onlyFor(value);
    const channels = channelsOf(concreteShape(add.node.output, add));
    if (before?.type === 'linear') {
      const linear = factor === 1 ? before.linear : timesFactor(before.linear, factor, add);
      return isConv(linear) ? { ...term, conv: linear, takesLayer: true } : term;
    }
    const { affine, layer } = before ?? ({ affine: uniformAffine(1, channels), layer: null } as const);
    const perChannel = {
      input: layer === null ? value : (layer.inputs[0] ?? -1),
      affine: {
        factor: affine.factor.map((each) => each * factor),
        offset: affine.offset.map((each) => each * factor),
      },
      madeOf: layer === null ? [] : [layer.path],
      weights: `${layer?.weightsPath ?? 'identity'} × ${factor}`,
    };
    return { ...term, perChannel, takesLayer: layer !== null };
  }

  /** A branch times its factor, for which the language has no word in an `add`. */
  #scaled({ value, factor }: Term, add: FlatOp): number {
    const before = this.#onlyFor(value);
    if (before?.type === 'linear') {
      this.#pending.delete(value);
      return this.#writeLinear(timesFactor(before.linear, factor, add));
    }
    return this.#layers.add({
      path: `${add.path}.scale`,
      op: { kind: 'scale', attributes: { per: 'scalar', init: factor } },
      inputs: [this.#place(value)],
      tensors: new Map([['scale', { shape: [], data: Float32Array.of(factor) }]]),
      weights: `factor of ${add.path}`,
    });
  }

  /** What is pending for this value, if nothing else uses it. */
  #onlyFor(value: number): Pending | undefined {
    return this.#uses[value] === 1 ? this.#pending.get(value) : undefined;
  }

  /** Where the value stands among the layers that are written; writes it if it is still pending. */
  #place(value: number): number {
    const known = value < 0 ? value : this.#places.get(value);
    if (known !== undefined) return known;
    const pending = this.#pending.get(value);
    if (pending === undefined) throw new Error(`value ${value} was never made`);
    this.#pending.delete(value);
    if (pending.type === 'channels') return this.#write(pending.layer);
    const isAsItWas = pending.linear.madeOf.length === 1 && !isMadeOfOthers(pending.layer);
    if (isAsItWas) return this.#write(pending.layer);
    const place = this.#writeLinear(pending.linear);
    this.#places.set(value, place);
    return place;
  }

  /** A layer as it is. */
  #write(layer: FlatOp): number {
    const inputs = layer.inputs.map((input) => this.#place(input));
    const place = this.#layers.addUnchanged(layer, inputs);
    this.#places.set(layer.index, place);
    return place;
  }

  #writeLinear(linear: Linear): number {
    return this.#layers.addLinear(linear, this.#place(linear.input));
  }
}

function sourceOf({ path, weightsPath }: FlatOp): { readonly path: string; readonly weights: string } {
  return { path, weights: weightsPath };
}

/** A branch times the constant that the addition puts on it. */
function timesFactor(linear: Linear, factor: number, { path }: FlatOp): Linear {
  const affine = uniformAffine(factor, channelsOf(linear.outputShape));
  return followedBy(linear, affine, { path, weights: `× ${factor}` });
}

interface TermGroup {
  readonly terms: readonly Term[];
  readonly merged: Conv;
}

/** The terms that become one convolution each: two or more that read one value in the same way. */
function groupTerms(terms: readonly Term[]): TermGroup[] {
  const byReading = new Map<string, { terms: Term[]; convs: Conv[]; others: PerChannel[] }>();
  for (const term of terms) {
    if (term.conv === null) continue;
    const { input, op } = term.conv;
    const reading = JSON.stringify([input, op.attributes.stride, op.attributes.groups]);
    const group = byReading.get(reading) ?? { terms: [], convs: [], others: [] };
    group.terms.push(term);
    group.convs.push(term.conv);
    byReading.set(reading, group);
  }
  for (const term of terms) {
    const { perChannel } = term;
    if (perChannel === null) continue;
    const group = [...byReading.values()].find(
      ({ convs: [conv] }) => conv?.input === perChannel.input && conv.op.attributes.stride.join() === '1,1',
    );
    group?.terms.push(term);
    group?.others.push(perChannel);
  }
  return [...byReading.values()].flatMap((group) => {
    const merged = group.terms.length < 2 ? null : mergeBranches(group.convs, group.others);
    return merged === null ? [] : [{ terms: group.terms, merged }];
  });
}

function isConv(linear: Linear): linear is Conv {
  return linear.op.kind === 'conv';
}

/** Whether the layer's kernel is computed from its weights at each use. */
function isMadeOfOthers({ node: { op } }: FlatOp): boolean {
  return op.kind === 'conv' && op.attributes.parametrization !== 'none';
}
