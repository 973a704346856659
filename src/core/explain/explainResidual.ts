import { type Message, message } from '../diagnostics/message.ts';
import type { ResidualInfo } from '../model/model.ts';
import { channelsOf, sameShape } from '../model/shape.ts';

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
  if (sameShape(inputShape, branchShape)) {
    return isIdentity
      ? message(
          'The paper’s first building block: input and output have the same shape, so the input is added as it is.',
        )
      : message('The shape does not change, and yet the shortcut is more than the identity.');
  }
  return message(
    'The paper’s second building block: the shape changes from {input} to {output}, so the shortcut has to follow.',
    {
      input: inputShape,
      output: branchShape,
    },
  );
}

function shortcutFacts({ option, isIdentity, stride, zeroChannels, branchShape }: ResidualInfo): Message[] {
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
      return [message('Option B: a projection, here because the shape changes.')];
    case 'C':
      return [message('Option C: a projection on every shortcut.')];
    case 'layers':
      return [message('The shortcut has layers of its own.')];
    case 'identity':
    case 'none':
      return [];
  }
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
