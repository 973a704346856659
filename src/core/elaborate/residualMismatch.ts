import { type Message, message } from '../diagnostics/message.ts';
import { formatExact } from '../symbolic/formatSize.ts';
import type { Change, Place } from '../language/place.ts';
import type { ProblemFix } from '../language/problem.ts';
import type { ModelNode, ResidualInfo, ValueRef } from '../model/model.ts';
import { channelsOf, isMap, type Shape, sameShape } from '../model/shape.ts';
import { type Fit, restrictionsOf } from '../symbolic/fit.ts';
import { addSizes, ceilDivide, isSymbolic, multiplySizes, type Size, timesInteger } from '../symbolic/symbolicSize.ts';
import type { ShortcutChoice } from './items/residualItem.ts';
import { keepShape } from './keepShape.ts';
import { lastConvolutionNorm } from './lastConvolutionNorm.ts';
import type { ItemContext } from './listContext.ts';
import type { Value } from './value.ts';

export interface Mismatch {
  readonly residual: ResidualInfo;
  readonly choice: ShortcutChoice;
  readonly branch: Value;
  readonly input: Value;
  readonly hasOwnProjection: boolean;
}

/** shape.residual-mismatch: the two sides of a residual have different shapes, so they cannot be added. */
export function reportResidualMismatch(mismatch: Mismatch, context: ItemContext): void {
  const { residual, choice, branch, input } = mismatch;
  if (residual.mismatch === null) return;
  const fixes = suggestFixes(mismatch, context);
  const end = lastConvolutionPlace(branch, context) ?? branch.place;
  context.report({
    code: 'shape.residual-mismatch',
    place: placeOfMistake(choice, context),
    message: messageOf(residual.mismatch, choice, fixes),
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
    fixes: fixes.map((suggestion) => suggestion.fix),
  });
}

/** An addition that fits for some values of the symbols only. */
export function reportRestrictedResidual(fit: Fit, choice: ShortcutChoice, context: ItemContext): void {
  if (fit.type !== 'sometimes') return;
  context.report({
    code: 'shape.residual-mismatch',
    ...restrictionsOf(fit),
    place: placeOfMistake(choice, context),
    message: message('The branch and the shortcut cannot be added.'),
  });
}

/** Where the branch's last convolution stands, if its output leads back to one. */
function lastConvolutionPlace(branch: Value, context: ItemContext): Place | null {
  const { nodes, places } = context.body.builder;
  let at: ValueRef | undefined = branch.ref;
  while (at?.kind === 'node') {
    const index: number = at.path[0];
    const node: ModelNode | undefined = nodes[index];
    if (node?.type !== 'op') break;
    if (['conv', 'depthwise_conv', 'dense'].includes(node.op.kind)) return places[index] ?? null;
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

export interface Suggestion {
  /** As it stands in the message: "`shortcut: B` (+576 parameters)". Null where the message leaves it out. */
  readonly phrase: string | null;
  readonly fix: ProblemFix;
}

function messageOf(
  sides: { readonly branch: Shape; readonly shortcut: Shape },
  choice: ShortcutChoice,
  suggestions: readonly Suggestion[],
): Message {
  const phrases = suggestions.flatMap(({ phrase }) => (phrase === null ? [] : [phrase]));
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

function suggestFixes(mismatch: Mismatch, context: ItemContext): Suggestion[] {
  const suggestions: Suggestion[] = [];
  const { branch, input, residual } = mismatch;
  if (branch.shape === null || input.shape === null || !isMap(branch.shape) || !isMap(input.shape)) return [];
  const [height, width, incoming] = input.shape;
  const strided = [ceilDivide(height, residual.stride[0]), ceilDivide(width, residual.stride[1])];
  const sizeFits = sameShape(strided, branch.shape.slice(0, 2));
  const channels = branch.shape[2];
  if (sizeFits && !isSymbolic(channels) && !isSymbolic(incoming) && channels >= incoming) {
    suggestions.push(shortcutSuggestion('A', '`shortcut: A` (no parameters)', mismatch, context));
  }
  if (sizeFits) {
    // What a projection of one's own costs is known only when it is built: the fix's title says it.
    const cost = mismatch.hasOwnProjection
      ? 'with its own projection'
      : `+${formatExact(projectionParameters(mismatch, context))} parameters`;
    suggestions.push(shortcutSuggestion('B', `\`shortcut: B\` (${cost})`, mismatch, context));
    // What C does here B does, too; it is offered to those who compare the paper's options.
    suggestions.push(shortcutSuggestion('C', null, mismatch, context));
  }
  const keep = keepShape(mismatch, context);
  if (keep !== null) suggestions.push(keep);
  return suggestions;
}

/** 1·1·in·out weights and what the branch's last norm learns a channel. */
function projectionParameters({ branch, input }: Mismatch, context: ItemContext): Size {
  const out = channelsOf(branch.shape ?? []);
  const { builder } = context.body;
  const norm = lastConvolutionNorm(builder, `${context.path}.branch`)?.settings ?? null;
  const perChannel = norm === null ? 1 : Number(norm.scale) + Number(norm.center);
  return addSizes(multiplySizes(channelsOf(input.shape ?? []), out), timesInteger(out, perChannel));
}

function shortcutSuggestion(
  option: 'A' | 'B' | 'C',
  phrase: string | null,
  { choice }: Mismatch,
  context: ItemContext,
): Suggestion {
  const changes: Change[] =
    choice.place !== null
      ? [{ type: 'replace', place: choice.place, newText: option }]
      : context.source === 'file' && placeOfMistake(choice, context).kind === 'file'
        ? [{ type: 'setAttribute', item: context.item, key: 'shortcut', newText: option }]
        : [{ type: 'setArgument', key: 'shortcut', newText: option }];
  return {
    phrase,
    fix: { title: message('Use `shortcut: {option}`', { option }), changes },
  };
}
