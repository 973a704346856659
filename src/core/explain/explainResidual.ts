import { type Message, message } from '../diagnostics/message.ts';
import { whereUnchanged } from '../elaborate/shapeChange.ts';
import type { ResidualInfo } from '../model/model.ts';
import { channelsOf } from '../model/shape.ts';
import type { SolvedRestriction } from '../symbolic/fit.ts';

/**
 * Which of the paper's two building blocks a residual closes (He et al. 2015, Figures 2 and 5 and §3.3), and what its
 * shortcut costs.
 */
export function explainResidual(residual: ResidualInfo): Message[] {
  const { option, mismatch } = residual;
  if (option === 'none') {
    return [message('`shortcut: none`: nothing is added, the branch alone goes on (a plain net).')];
  }
  if (mismatch !== null) {
    return [
      message('The branch gives {branch} and the shortcut {shortcut}: they cannot be added.', {
        branch: mismatch.branch,
        shortcut: mismatch.shortcut,
      }),
    ];
  }
  return [buildingBlock(residual), ...shortcutFacts(residual), ...shortcutCost(residual)];
}

function buildingBlock({ inputShape, branchShape, isIdentity }: ResidualInfo): Message {
  if (inputShape === null || branchShape === null) return message('The sum of a branch and a shortcut.');
  const unchanged = whereUnchanged(inputShape, branchShape);
  if (unchanged.type === 'always') {
    return isIdentity
      ? message(
          'The paper’s first building block: input and output have the same shape, so the input is added as it is.',
        )
      : message('The shape does not change, and yet the shortcut is more than the identity.');
  }
  if (isIdentity && unchanged.type === 'sometimes') {
    return message(
      'The paper’s first building block where {condition}: input and output then have the same shape, so the input is added as it is.',
      { condition: conditionOf(unchanged.restrictions) },
    );
  }
  return message(
    'The paper’s second building block: the shape changes from {input} to {output}, so the shortcut has to follow.',
    {
      input: inputShape,
      output: branchShape,
    },
  );
}

/** "C is 16"; "2·⌊H/2⌋ is H and 2·⌊W/2⌋ is W". */
function conditionOf(restrictions: readonly SolvedRestriction[]): Message {
  return restrictions
    .flatMap((restriction) => (restriction.type === 'equal' ? [clauseOf(restriction)] : []))
    .reduce((before, next) => message('{before} and {next}', { before, next }));
}

function clauseOf({ left, right, solution }: Extract<SolvedRestriction, { type: 'equal' }>): Message {
  if (solution.type === 'values' && solution.set.residues.length === 0) {
    const [value, another] = solution.set.points;
    if (value !== undefined && another === undefined) {
      return message('{symbol} is {value}', { symbol: solution.symbol, value });
    }
  }
  return message('{left} is {right}', { left, right });
}

function shortcutFacts(residual: ResidualInfo): Message[] {
  const { option, isIdentity, stride, zeroChannels, branchShape } = residual;
  if (isIdentity) {
    return [message('Identity shortcut: no parameters, and the gradient passes it unchanged.')];
  }
  const step = Math.max(...stride);
  switch (option) {
    case 'A':
      return [
        message(
          'Option A: one pixel in {step} on each axis, and zeros for {zeros} of the {channels} channels. Those {zeros} get nothing from the shortcut, so no residual is learned in them.',
          { step, zeros: zeroChannels, channels: branchShape === null ? '?' : channelsOf(branchShape) },
        ),
      ];
    case 'B':
      return [optionB(residual)];
    case 'C':
      return [message('Option C: a projection on every shortcut.')];
    case 'layers':
      return [message('The shortcut has layers of its own.')];
    case 'identity':
    case 'none':
      return [];
  }
}

/** With symbols there may be sizes at which nothing changes, and then there is no projection. */
function optionB({ inputShape, branchShape }: ResidualInfo): Message {
  const unchanged =
    inputShape === null || branchShape === null ? null : whereUnchanged(inputShape, branchShape);
  if (unchanged?.type !== 'sometimes') {
    return message('Option B: a projection, here because the shape changes.');
  }
  return message(
    'Option B: a projection, unless {condition}: then nothing changes, and the input is added as it is.',
    { condition: conditionOf(unchanged.restrictions) },
  );
}

function shortcutCost({ isIdentity, cost }: ResidualInfo): Message[] {
  if (isIdentity) return [];
  if (cost.trainable === 0 && cost.macs === 0)
    return [message('The shortcut costs no parameters and no multiply-adds.')];
  return [
    message(
      'The shortcut costs {trainable} trainable and {nonTrainable} non-trainable parameters and {macs} multiply-adds.',
      {
        trainable: cost.trainable,
        nonTrainable: cost.nonTrainable,
        macs: cost.macs,
      },
    ),
  ];
}
