import { type Message, message } from '../diagnostics/message.ts';
import type { ResidualFacts, Structure, Where } from './structure.ts';

/** Something that a paper's nets have beside the layers of its table; says where a model lacks it, if it does. */
export type Trait = (structure: Structure, net: string) => TraitDifference | null;

export interface TraitDifference {
  /** Null where there is no block to point at. */
  readonly where: Where | null;
  readonly message: Message;
}

export const hasShortcuts: Trait = (structure, net) => {
  if (structure.residuals.length > 0)
    return ofEach(({ hasShortcut }) => hasShortcut, WITHOUT)(structure, net);
  return {
    where: null,
    message: message('{net} adds a shortcut to each of its blocks; this net has no shortcut.', { net }),
  };
};
const WITHOUT = '{net} adds a shortcut to each of its blocks; {block} is the first here without one.';

/** The order of He et al. 2015. */
export const hasNormBehind: Trait = ofEach(
  ({ norms }) => norms === null || norms.behind,
  'In {net} a norm follows the last convolution of each branch; {block} is the first here without one.',
);

/** The order of He et al. 2016. */
export const hasNormBefore: Trait = ofEach(
  ({ norms }) => norms === null || (norms.before && !norms.behind),
  'In {net} the norm comes before each convolution and none behind the last one of a branch; {block} is the first here that is built otherwise.',
);

export const hasSurvival: Trait = ofEach(
  ({ survival }) => survival < 1,
  '{net} leaves branches out at random in training; {block} is the first here that is always kept. Write `survival`, or use the block `stochastic_depth`.',
);

export const hasSqueezeExcite: Trait = ofEach(
  ({ isGated }) => isGated,
  '{net} has squeeze-and-excitation on each branch; {block} is the first here without it.',
);

export const hasPooledShortcuts: Trait = ofEach(
  ({ isStrided, isShortcutPooled }) => !isStrided || isShortcutPooled,
  'Where {net} halves the size, its shortcut takes averages before it projects; {block} is the first here that does not.',
);

export const hasNoNorm: Trait = ({ firstNorm }, net) => {
  if (firstNorm === null) return null;
  const args = { net, norm: firstNorm.path };
  return { where: firstNorm, message: message('{net} has no norm; {norm} is the first here.', args) };
};

function ofEach(holds: (residual: ResidualFacts) => boolean, template: string): Trait {
  return ({ residuals }, net) => {
    const first = residuals.find((residual) => !holds(residual));
    if (first === undefined) return null;
    return { where: first.where, message: message(template, { net, block: first.where.path }) };
  };
}
