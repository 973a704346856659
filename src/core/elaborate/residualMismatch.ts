import { type Message, message } from '../diagnostics/message.ts';
import { FREE_FIX } from '../language/mergeProblems.ts';
import type { Change, Place } from '../language/place.ts';
import type { ProblemFix } from '../language/problem.ts';
import type { Scope } from '../language/scope.ts';
import type { ModelNode, ResidualInfo, ValueRef } from '../model/model.ts';
import { isMap, type Shape, sameShape } from '../model/shape.ts';
import { describeRestriction } from '../symbolic/describeRestriction.ts';
import { type Fit, fitEither, restrictionsOf } from '../symbolic/fit.ts';
import { formatChange } from '../symbolic/formatSize.ts';
import { addSizes, ceilDivide, isSymbolic, type Size, timesInteger } from '../symbolic/symbolicSize.ts';
import { projectionParameters } from './defaultProjection.ts';
import type { ShortcutChoice } from './items/residualItem.ts';
import { keepShape } from './keepShape.ts';
import type { ItemContext } from './listContext.ts';
import { nodePlace } from './nodePlace.ts';
import type { Value } from './value.ts';

export interface Mismatch {
  readonly residual: ResidualInfo;
  readonly choice: ShortcutChoice;
  readonly branch: Value;
  readonly input: Value;
  /** The residual's own projection; null for the default one. */
  readonly projection: { readonly scope: Scope } | null;
}

/** shape.residual-mismatch: the two sides of a residual have different shapes, so they cannot be added. */
export function reportResidualMismatch(mismatch: Mismatch, context: ItemContext): void {
  const { residual, choice, branch, input } = mismatch;
  if (residual.mismatch === null) return;
  const sides = residual.mismatch;
  const fixes = suggestFixes(mismatch, context);
  const rephrase = (left: readonly ProblemFix[]): Message => messageOf(sides, choice, left);
  const end = lastConvolutionPlace(branch, context) ?? branch.place;
  context.report({
    code: 'shape.residual-mismatch',
    place: placeOfMistake(choice, context),
    message: rephrase(fixes),
    rephrase,
    related: [
      ...(end === null
        ? []
        : [
            {
              place: end,
              message: message('The branch ends here with {shape}.', { shape: residual.mismatch.branch }),
            },
          ]),
      ...(input.place === null || input.shape === null
        ? []
        : [
            {
              place: input.place,
              message: message('The shortcut starts here with {shape}.', { shape: input.shape }),
            },
          ]),
    ],
    fixes,
  });
}

/**
 * An addition that fits for some values of the symbols only.
 * @param unchanged where the shortcut is the input as it is, though something stands on it elsewhere.
 */
export function reportRestrictedResidual(
  fit: Fit,
  unchanged: Fit,
  choice: ShortcutChoice,
  context: ItemContext,
): void {
  if (fit.type !== 'sometimes') return;
  context.report({
    code: 'shape.residual-mismatch',
    ...restrictionsOf(fitEither(fit, unchanged)),
    place: placeOfMistake(choice, context),
    message: message('The branch and the shortcut cannot be added.'),
  });
}

/** A shortcut that is the identity for many sizes of the input and more for the others. */
export function reportSizeDependentShortcut(fit: Fit, choice: ShortcutChoice, context: ItemContext): void {
  if (fit.type !== 'sometimes') return;
  const conditions = fit.restrictions.map((restriction) => describeRestriction(restriction));
  context.report({
    code: 'shape.symbol-restricted',
    severity: 'warning',
    place: placeOfMistake(choice, context),
    message: message(
      'What stands on the shortcut depends on the size. For the input to be added as it is: {condition} Elsewhere a projection follows, as it is counted here. Write `shortcut: C` to have it at every size.',
      { condition: conditions.reduce((all, next) => message('{all} {next}', { all, next })) },
    ),
  });
}

/** Where the branch's last convolution stands, if its output leads back to one. */
function lastConvolutionPlace(branch: Value, context: ItemContext): Place | null {
  const { nodes } = context.body.builder;
  let at: ValueRef | undefined = branch.ref;
  while (at?.kind === 'node') {
    const node: ModelNode | undefined = nodes[at.path[0]];
    if (node?.type !== 'op') break;
    if (['conv', 'conv_transpose', 'depthwise_conv', 'dense'].includes(node.op.kind)) return nodePlace(node);
    at = node.inputs[0];
  }
  return null;
}

/** The `shortcut` value; where none is written, the block: its name at the use, or the `residual` key. */
function placeOfMistake(choice: ShortcutChoice, context: ItemContext): Place {
  if (choice.place !== null) return choice.place;
  if (!context.body.isBlock) return context.place;
  const { value } = context.item;
  const declares = value?.type === 'map' && value.pairs.some((pair) => pair.key.value === 'shortcut');
  return declares ? { kind: 'block' } : context.place;
}

function messageOf(
  sides: { readonly branch: Shape; readonly shortcut: Shape },
  choice: ShortcutChoice,
  fixes: readonly ProblemFix[],
): Message {
  const phrases = fixes.flatMap(({ phrase }) =>
    phrase === undefined ? [] : [phrase.cost === null ? phrase.text : `${phrase.text} (${phrase.cost})`],
  );
  const args = {
    branch: sides.branch,
    shortcut: sides.shortcut,
    option: choice.option === 'identity' ? 'the identity shortcut' : `the shortcut (${choice.option})`,
    use: joinWithOr(phrases),
  };
  const [first] = phrases;
  if (first !== undefined) {
    return first.startsWith('keep')
      ? message('The branch gives {branch} and {option} {shortcut}, so they cannot be added: {use}.', args)
      : message(
          'The branch gives {branch} and {option} {shortcut}, so they cannot be added. Use {use}.',
          args,
        );
  }
  return message(
    'The branch gives {branch} and {option} {shortcut}, so they cannot be added. Change the strides, the padding or the filters of the branch.',
    args,
  );
}

function joinWithOr(phrases: readonly string[]): string {
  if (phrases.length <= 2) return phrases.join(' or ');
  return `${phrases.slice(0, -1).join(', ')}, or ${phrases[phrases.length - 1] ?? ''}`;
}

function suggestFixes(mismatch: Mismatch, context: ItemContext): ProblemFix[] {
  const fixes: ProblemFix[] = [];
  const { branch, input, residual } = mismatch;
  if (branch.shape === null || input.shape === null || !isMap(branch.shape) || !isMap(input.shape)) return [];
  const [height, width, incoming] = input.shape;
  const strided = [ceilDivide(height, residual.stride[0]), ceilDivide(width, residual.stride[1])];
  const sizeFits = sameShape(strided, branch.shape.slice(0, 2));
  const channels = branch.shape[2];
  if (sizeFits && !isSymbolic(channels) && !isSymbolic(incoming) && channels >= incoming) {
    fixes.push(shortcutFix('A', costOf(0, mismatch), mismatch, context));
  }
  const projection = sizeFits ? projectionCost(mismatch, context) : null;
  if (projection !== null) {
    fixes.push(shortcutFix('B', projection, mismatch, context));
    // What C does here B does, too; it is offered to those who compare the paper's options.
    fixes.push(shortcutFix('C', null, mismatch, context));
  }
  const keep = fitsInput(mismatch) && !mismatch.choice.isShared ? keepShape(mismatch, context) : null;
  if (keep !== null) fixes.push(keep);
  return fixes;
}

/** True for a shortcut that fits a branch of the input's shape, whatever it holds. */
function fitsInput({ choice: { option }, projection }: Mismatch): boolean {
  return option === 'C' ? projection === null : option !== 'layers';
}

/** What a projection would cost; null where it is not known to fit. */
function projectionCost(mismatch: Mismatch, context: ItemContext): string | null {
  const { branch, input, residual, projection } = mismatch;
  if (projection !== null) {
    // Those of the shipped blocks fit; of one in the file that was not built nobody knows. What it costs is
    // known only when it is built: the fix's title says it.
    return projection.scope.source === 'shipped' ? 'with its own projection' : null;
  }
  const parameters = projectionParameters(input.shape, branch.shape, residual.stride, context);
  return parameters === null ? null : costOf(parameters, mismatch);
}

/** The change in parameters, without what stands on the shortcut now. */
function costOf(parameters: Size, { residual }: Mismatch): string {
  const change = addSizes(parameters, timesInteger(residual.cost.trainable, -1));
  return change === 0 ? FREE_FIX : `${formatChange(change)} parameters`;
}

/** `cost`: null for a fix that the message leaves out. */
function shortcutFix(
  option: 'A' | 'B' | 'C',
  cost: string | null,
  { choice }: Mismatch,
  context: ItemContext,
): ProblemFix {
  const changes: Change[] =
    choice.place !== null
      ? [{ type: 'replace', place: choice.place, newText: option }]
      : context.source === 'file' && placeOfMistake(choice, context).kind === 'file'
        ? [{ type: 'setAttribute', item: context.item, key: 'shortcut', newText: option }]
        : [{ type: 'setArgument', key: 'shortcut', newText: option }];
  return {
    title: message('Use `shortcut: {option}`', { option }),
    changes,
    ...(cost === null
      ? {}
      : { phrase: { text: `\`shortcut: ${option}\``, cost: isCostWhole(choice, context) ? cost : null } }),
  };
}

/**
 * False where the change may reach residuals that fit as they are, whose cost is not known here. An identity that fits
 * stays free with any option.
 */
function isCostWhole({ option, isShared }: ShortcutChoice, { body }: ItemContext): boolean {
  return !isShared && (option === 'identity' || !body.isBlock);
}
