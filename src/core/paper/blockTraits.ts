import { type Message, message } from '../diagnostics/message.ts';
import type { MainLayer } from './mainPath.ts';
import type { ResidualFacts, Structure, Where } from './structure.ts';

/** Something that a paper's nets have beside the layers of its table; says where a model lacks it, if it does. */
export type Trait = (facts: TraitFacts, net: string) => TraitDifference | null;

export interface TraitFacts {
  readonly structure: Structure;
  /** The layers on the longest path. */
  readonly main: readonly MainLayer[];
}

export interface TraitDifference {
  /** Null where there is no block to point at. */
  readonly where: Where | null;
  readonly message: Message;
}

export const hasShortcuts: Trait = (facts, net) => {
  if (facts.structure.residuals.length > 0)
    return ofEach(({ hasShortcut }) => hasShortcut, WITHOUT)(facts, net);
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

const LAST_SURVIVAL = 0.5;

/** The linear decay of Huang et al., section 3: 1 − l/L·(1 − 0.5) for the l-th of L blocks. */
export const hasLinearDecay: Trait = ({ structure: { residuals } }, net) => {
  const expected = (at: number): number => 1 - ((at + 1) / residuals.length) * (1 - LAST_SURVIVAL);
  const at = residuals.findIndex(({ survival }, index) => Math.abs(survival - expected(index)) > 1e-9);
  const first = residuals[at];
  if (first === undefined) return null;
  const args = {
    net,
    block: first.where.path,
    number: at + 1,
    count: residuals.length,
    expected: rounded(expected(at)),
    found: rounded(first.survival),
  };
  return {
    where: first.where,
    message: message(
      '{net} keeps a branch the less often the later it comes, the last in one of two steps: block {number} of {count} with probability {expected}; {block} here with {found}.',
      args,
    ),
  };
};

function rounded(probability: number): string {
  return String(Number(probability.toFixed(4)));
}

/** "Identity shortcuts in all cases (i.e., option A)": He et al. 2015, section 4.2. */
export const hasOptionA: Trait = ofEach(
  ({ isProjected }) => !isProjected,
  'No shortcut of {net} has parameters (option A); {block} is the first here that projects.',
);

/** A projection where the shape changes, and only there. */
export const hasOptionB: Trait = ofEach(
  ({ isProjected, changesShape }) => changesShape === null || isProjected === changesShape,
  'In {net} a shortcut projects where the shape changes and nowhere else (option B); {block} is the first here that does otherwise.',
);

export const hasReductionOf16: Trait = ofEach(
  ({ reduction }) => reduction === null || reduction === 16,
  'Squeeze-and-excitation has `reduction: 16` in {net}; {block} is the first here with another.',
);

export const hasSqueezeExcite: Trait = ofEach(
  ({ isGated }) => isGated,
  '{net} has squeeze-and-excitation on each branch; {block} is the first here without it.',
);

export const hasPooledShortcuts: Trait = ofEach(
  ({ isStrided, isShortcutPooled }) => !isStrided || isShortcutPooled,
  'Where {net} halves the size, its shortcut takes averages before it projects; {block} is the first here that does not.',
);

export const hasNoNorm: Trait = ({ structure: { firstNorm } }, net) => {
  if (firstNorm === null) return null;
  const args = { net, norm: firstNorm.path };
  return { where: firstNorm, message: message('{net} has no norm; {norm} is the first here.', args) };
};

function ofEach(holds: (residual: ResidualFacts) => boolean, template: string): Trait {
  return ({ structure: { residuals } }, net) => {
    const first = residuals.find((residual) => !holds(residual));
    if (first === undefined) return null;
    return { where: first.where, message: message(template, { net, block: first.where.path }) };
  };
}
