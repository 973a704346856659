/**
 * What each kind of op carries once every default and expression is resolved. An op is what a framework
 * would call a layer: one line of `resnet analyze`, one node of the unfolded drawing, one forward function.
 */

/** `[height, width]`. */
export type Pair = readonly [number, number];
/** `same` is TensorFlow's rule, `half` the paper's and PyTorch's; four numbers are top, bottom, left, right. */
export type Padding = 'same' | 'valid' | 'half' | readonly [number, number, number, number];

export const INIT_TYPES = [
  'he_normal',
  'he_uniform',
  'glorot_normal',
  'glorot_uniform',
  'lecun_normal',
  'lecun_uniform',
  'zeros',
] as const;
/** The standard deviation that the type's formula gives is multiplied by `gain`. */
export interface Init {
  readonly type: (typeof INIT_TYPES)[number];
  readonly gain: number;
}

export const ACTIVATION_TYPES = [
  'relu',
  'relu6',
  'leaky_relu',
  'prelu',
  'elu',
  'sigmoid',
  'hard_sigmoid',
  'tanh',
  'silu',
  'hard_swish',
  'mish',
  'gelu',
  'softmax',
] as const;
export type ActivationType = (typeof ACTIVATION_TYPES)[number];

interface Window {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Padding;
  readonly dilation: Pair;
}

export const PARAMETRIZATIONS = ['none', 'dirac', 'standardized'] as const;
/**
 * What the kernel is made of. `dirac`: α·δ + β·W/‖W‖ for each filter (Zagoruyko and Komodakis, 1706.00388);
 * `standardized`: each filter less its mean, divided by its standard deviation (Qiao et al., 1903.10520).
 */
export type Parametrization = (typeof PARAMETRIZATIONS)[number];

export interface ConvAttributes extends Window {
  readonly parametrization: Parametrization;
  readonly filters: number;
  readonly groups: number;
  readonly bias: boolean;
  readonly init: Init;
}

export interface DepthwiseConvAttributes extends Window {
  readonly multiplier: number;
  readonly bias: boolean;
  readonly init: Init;
}

export interface ConvTransposeAttributes extends Omit<Window, 'dilation'> {
  readonly filters: number;
  /** Rows and columns at the bottom and the right. */
  readonly outputPadding: Pair;
  readonly bias: boolean;
  readonly init: Init;
}

export interface DenseAttributes {
  readonly units: number;
  readonly bias: boolean;
  readonly init: Init;
}

export interface NormAttributes {
  readonly type: 'batch' | 'layer' | 'group';
  readonly epsilon: number;
  /** The share of the old value in the moving statistics. */
  readonly momentum: number;
  /** Only for `type: group`. */
  readonly groups: number;
  readonly scale: boolean;
  readonly center: boolean;
  readonly gammaInit: number;
}

export interface ActivationAttributes {
  readonly type: ActivationType;
  /** Only for `leaky_relu`. */
  readonly slope: number;
}

export type PoolAttributes =
  | { readonly type: 'global_average' | 'global_max' }
  | {
      readonly type: 'max' | 'average';
      readonly size: Pair;
      readonly stride: Pair;
      readonly padding: Padding;
      readonly rounding: 'floor' | 'ceil';
    };

/** Each kind of op and its attributes. A new kind of op starts here; every registry then fails to compile. */
export interface OpAttributes {
  conv: ConvAttributes;
  conv_transpose: ConvTransposeAttributes;
  depthwise_conv: DepthwiseConvAttributes;
  dense: DenseAttributes;
  norm: NormAttributes;
  activation: ActivationAttributes;
  pool: PoolAttributes;
  flatten: Record<never, never>;
  dropout: { readonly rate: number };
  pad: {
    /** Top, bottom, left, right. */
    readonly size: readonly [number, number, number, number];
    /** Zeros before and after the channels. */
    readonly channels: Pair;
  };
  /**
   * The sum of its inputs. In a residual the first input is the branch, which is multiplied by `scale` and,
   * in training, kept for each example with probability `survival` (at test it is multiplied by it).
   */
  add: { readonly survival: number; readonly scale: number };
  multiply: Record<never, never>;
  /** Each input is left out in training with probability `dropPath` (one at least stays). */
  mean: { readonly dropPath: number };
  gate: Record<never, never>;
  /** Channels first to last, counted from 1, both included. */
  slice: { readonly channels: Pair };
  concat: Record<never, never>;
  scale: { readonly per: 'scalar' | 'channel'; readonly init: number };
  bias: { readonly per: 'scalar' | 'channel'; readonly init: number };
  squeeze_excite: {
    readonly reduction: number;
    readonly activation: ActivationType;
    readonly gate: ActivationType;
  };
  upsample: { readonly size: Pair; readonly method: 'nearest' | 'bilinear' };
  /** Option A: every `stride`-th pixel, then zero channels appended up to `channels`. */
  shortcut_a: { readonly stride: Pair; readonly channels: number };
  /** A layer whose kind there is not, as it is written: a net with one has a mistake and is only drawn. */
  unknown: { readonly written: string };
}

export type OpKind = keyof OpAttributes;
export type OpOf<K extends OpKind> = { readonly kind: K; readonly attributes: OpAttributes[K] };
export type Op = { [K in OpKind]: OpOf<K> }[OpKind];
