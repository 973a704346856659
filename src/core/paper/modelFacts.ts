import type { Body, Group, Model, ModelNode, ResidualInfo } from '../model/model.ts';
import { channelsOf } from '../model/shape.ts';
import { symbolsOf } from '../symbolic/evaluateSize.ts';
import { isSymbolic, type Size } from '../symbolic/symbolicSize.ts';
import { type MainLayer, mainPath } from './mainPath.ts';
import { type Structure, structureOf } from './structure.ts';

/** What a comparison with a paper needs to know of a model; null where it depends on a symbol. */
export interface ModelFacts {
  readonly main: readonly MainLayer[];
  readonly trainable: number | null;
  readonly nonTrainable: number | null;
  readonly macs: number | null;
  /** All convolutions, those of projections too. */
  readonly convolutions: number;
  /** Biases of convolutions. */
  readonly convolutionBiases: number;
  /** Parameters that stand on shortcuts. */
  readonly projectionParameters: number;
  /** What projections with their norms would bring where shapes change and nothing learned stands there. */
  readonly missingProjectionParameters: number;
  readonly structure: Structure;
  /** The symbols that its parameters depend on; empty where their number is known. */
  readonly parameterSymbols: readonly string[];
}

type Sums = Pick<
  ModelFacts,
  'convolutions' | 'convolutionBiases' | 'projectionParameters' | 'missingProjectionParameters'
>;

const NOTHING: Sums = {
  convolutions: 0,
  convolutionBiases: 0,
  projectionParameters: 0,
  missingProjectionParameters: 0,
};

export function modelFacts(model: Model): ModelFacts {
  const { trainable, nonTrainable, macs } = model.body.cost;
  return {
    main: mainPath(model),
    trainable: known(trainable),
    nonTrainable: known(nonTrainable),
    macs: known(macs),
    structure: structureOf(model),
    parameterSymbols: symbolsOf(trainable),
    ...sumsOf(model.body, new Map()),
  };
}

function known(size: Size): number | null {
  return isSymbolic(size) ? null : size;
}

/** Each distinct body is summed once. */
function sumsOf(body: Body, done: Map<Body, Sums>): Sums {
  const found = done.get(body);
  if (found !== undefined) return found;
  let sums = NOTHING;
  for (const node of body.nodes) sums = plus(sums, nodeSums(node, done));
  for (const group of body.groups) sums = plus(sums, groupSums(group));
  done.set(body, sums);
  return sums;
}

function nodeSums(node: ModelNode, done: Map<Body, Sums>): Sums {
  if (node.type === 'call') return sumsOf(node.body, done);
  const { op } = node;
  if (op.kind !== 'conv' && op.kind !== 'conv_transpose' && op.kind !== 'depthwise_conv') return NOTHING;
  const channels = channelsOf(node.output ?? [0]);
  const biases = op.attributes.bias && !isSymbolic(channels) ? channels : 0;
  return { ...NOTHING, convolutions: 1, convolutionBiases: biases };
}

function groupSums(group: Group): Sums {
  if (group.kind !== 'residual') return NOTHING;
  const { residual } = group;
  const projection = residual.cost.trainable;
  return {
    ...NOTHING,
    projectionParameters: isSymbolic(projection) ? 0 : projection,
    missingProjectionParameters: projection === 0 ? projectionWouldBring(residual) : 0,
  };
}

/** in·out weights of a 1×1 convolution, γ and β: where option A or nothing stands on a shortcut that changes. */
function projectionWouldBring({ isIdentity, option, inputShape, branchShape }: ResidualInfo): number {
  if (isIdentity || option === 'none' || inputShape === null || branchShape === null) return 0;
  const [from, to] = [channelsOf(inputShape), channelsOf(branchShape)];
  return isSymbolic(from) || isSymbolic(to) ? 0 : from * to + 2 * to;
}

function plus(a: Sums, b: Sums): Sums {
  return {
    convolutions: a.convolutions + b.convolutions,
    convolutionBiases: a.convolutionBiases + b.convolutionBiases,
    projectionParameters: a.projectionParameters + b.projectionParameters,
    missingProjectionParameters: a.missingProjectionParameters + b.missingProjectionParameters,
  };
}
