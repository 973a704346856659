import { type Message, message } from '../diagnostics/message.ts';
import type { OpNode } from '../model/model.ts';
import type { Parametrization } from '../model/op.ts';
import { channelsOf, type Dim, isMap, type Shape } from '../model/shape.ts';
import { innerWidth } from '../ops/squeezeExcite.ts';
import { bracketed, formatExact } from '../symbolic/formatSize.ts';
import { addSizes, timesInteger } from '../symbolic/symbolicSize.ts';
import { sizeFacts } from './sizeFacts.ts';

/** What one op does to the size, and where its parameters and multiply-adds come from, with the numbers put in. */
export function explainOp(node: OpNode): Message[] {
  const input = node.inputShapes[0] ?? null;
  if (input === null) return [];
  if (node.weightsOf !== null) {
    const text = 'Uses the weights of `{other}`, where they are counted. Multiply-adds: {macs}';
    return [...sizeFacts(node.op, input), message(text, { other: node.weightsOf, macs: node.cost.macs })];
  }
  return [...sizeFacts(node.op, input), ...costFacts(node, input)];
}

function costFacts(node: OpNode, input: Shape): Message[] {
  const { op, cost } = node;
  switch (op.kind) {
    case 'conv': {
      const { kernel, groups, filters, bias, parametrization } = op.attributes;
      const channels = channelsOf(input);
      const inner = groups === 1 ? bracketed(channels) : `(${String(channels)}/${groups})`;
      const product = `${kernel[0]}·${kernel[1]}·${inner}·${filters}`;
      const own = parametrization === 'dirac' ? 2 * filters : 0;
      return [...weightFacts(product, node, bias ? filters : 0, own), ...kernelFacts(parametrization, own)];
    }
    case 'conv_transpose': {
      const { kernel, filters, bias } = op.attributes;
      const product = `${kernel[0]}·${kernel[1]}·${bracketed(channelsOf(input))}·${filters}`;
      return transposedFacts(product, node, input, bias ? filters : 0);
    }
    case 'depthwise_conv': {
      const { kernel, multiplier, bias } = op.attributes;
      const channels = timesInteger(channelsOf(input), multiplier);
      return weightFacts(`${kernel[0]}·${kernel[1]}·${bracketed(channels)}`, node, bias ? channels : 0);
    }
    case 'dense': {
      const { units, bias } = op.attributes;
      return weightFacts(`${bracketed(channelsOf(input))}·${units}`, node, bias ? units : 0);
    }
    case 'norm':
      return normFacts(op.attributes.type, node);
    case 'squeeze_excite': {
      const channels = channelsOf(input);
      const inner = innerWidth(channels, op.attributes.reduction);
      return [
        message(
          'Two dense layers: {channels} → {inner} → {channels}, {trainable} parameters with their biases',
          {
            channels,
            inner,
            trainable: cost.trainable,
          },
        ),
      ];
    }
    case 'activation':
    case 'scale':
    case 'bias':
      return cost.trainable !== 0
        ? [message('{trainable} trainable parameters', { trainable: cost.trainable })]
        : [];
    case 'pool':
    case 'flatten':
    case 'dropout':
    case 'pad':
    case 'add':
    case 'multiply':
    case 'mean':
    case 'gate':
    case 'slice':
    case 'concat':
    case 'upsample':
    case 'shortcut_a':
    case 'unknown':
      return [];
  }
}

/** What the kernel is made of, where it is not the weights themselves. */
function kernelFacts(parametrization: Parametrization, own: number): Message[] {
  switch (parametrization) {
    case 'none':
      return [];
    case 'dirac':
      return [
        message(
          'Kernel: α·δ + β·W/‖W‖ for each filter, {own} learned α and β. With W at zero it would be the identity: the shortcut is in the kernel.',
          { own },
        ),
      ];
    case 'standardized':
      return [message('Kernel: each filter less its mean, divided by its standard deviation.')];
  }
}

/** `product` is the number of weights; `own` what the parametrization learns; each is used once at each pixel of the output. */
function weightFacts(product: string, { cost, output }: OpNode, biases: Dim, own = 0): Message[] {
  const weights = formatExact(addSizes(cost.trainable, timesInteger(addSizes(biases, own), -1)));
  const parameters =
    biases === 0
      ? message('Parameters: {product} = {weights} weights, no bias', { product, weights })
      : message('Parameters: {product} = {weights} weights + {biases} biases', { product, weights, biases });
  if (output === null) return [parameters];
  const [height = 1, width = 1] = isMap(output) ? output : [1, 1];
  const macs = isMap(output)
    ? message('Multiply-adds: {weights} weights · {height}·{width} pixels = {macs}', {
        weights,
        height: bracketed(height),
        width: bracketed(width),
        macs: cost.macs,
      })
    : message('Multiply-adds: {macs}, one a weight', { macs: cost.macs });
  return [parameters, macs];
}

/** Each weight is used once at each pixel of the input. */
function transposedFacts(product: string, { cost }: OpNode, input: Shape, biases: number): Message[] {
  const weights = formatExact(addSizes(cost.trainable, -biases));
  const [height = 1, width = 1] = input;
  return [
    biases === 0
      ? message('Parameters: {product} = {weights} weights, no bias', { product, weights })
      : message('Parameters: {product} = {weights} weights + {biases} biases', { product, weights, biases }),
    message('Multiply-adds: {weights} weights · {height}·{width} input pixels = {macs}', {
      weights,
      height: bracketed(height),
      width: bracketed(width),
      macs: cost.macs,
    }),
  ];
}

function normFacts(type: string, { cost }: OpNode): Message[] {
  const { trainable, nonTrainable } = cost;
  if (nonTrainable === 0) {
    return [message('Norm (`{type}`): {trainable} trainable values (γ and β)', { type, trainable })];
  }
  return [
    message(
      'Batch norm: {trainable} trainable values (γ and β), {nonTrainable} running means and variances',
      {
        trainable,
        nonTrainable,
      },
    ),
  ];
}
