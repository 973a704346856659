import { formatCount, type Message, message } from '../diagnostics/message.ts';
import type { Change, Place } from '../language/place.ts';
import type { ProblemFix } from '../language/problem.ts';
import type { ModelNode, ResidualInfo, ValueRef } from '../model/model.ts';
import { formatShape, isMap, type Shape } from '../model/shape.ts';
import type { ShortcutChoice } from './items/residualItem.ts';
import { lastConvolutionNorm } from './lastConvolutionNorm.ts';
import type { ItemContext } from './listContext.ts';
import type { Value } from './value.ts';

interface Mismatch {
  readonly residual: ResidualInfo;
  readonly choice: ShortcutChoice;
  readonly branch: Value;
  readonly input: Value;
}

/** shape.residual-mismatch: the two sides of a residual have different shapes, so they cannot be added. */
export function reportResidualMismatch(mismatch: Mismatch, context: ItemContext): void {
  const { residual, choice, branch, input } = mismatch;
  if (residual.mismatch === null) return;
  const fixes = suggestFixes(mismatch, context);
  context.report({
    code: 'shape.residual-mismatch',
    place: placeOfMistake(choice, context),
    message: messageOf(residual.mismatch, choice, fixes),
    related: [
      ...(branch.place === null
        ? []
        : [
            {
              place: branch.place,
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

/** The `shortcut` value; where none is written, the block: its name at the use, or the `residual` key. */
function placeOfMistake(choice: ShortcutChoice, context: ItemContext): Place {
  if (choice.place !== null) return choice.place;
  const { value } = context.item;
  const declares = value?.type === 'map' && value.pairs.some((pair) => pair.key.value === 'shortcut');
  return declares ? { kind: 'block' } : context.place;
}

interface Suggestion {
  /** As it stands in the message: "`shortcut: B` (+576 parameters)". Null where the message leaves it out. */
  readonly phrase: string | null;
  readonly fix: ProblemFix;
}

function messageOf(
  sides: { readonly branch: Shape; readonly shortcut: Shape },
  choice: ShortcutChoice,
  suggestions: readonly Suggestion[],
): Message {
  const args = {
    branch: sides.branch,
    shortcut: sides.shortcut,
    option: choice.option === 'identity' ? 'the identity shortcut' : `the shortcut (${choice.option})`,
    use: joinWithOr(suggestions.flatMap(({ phrase }) => (phrase === null ? [] : [phrase]))),
  };
  if (suggestions.length > 0) {
    return message(
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
  const strided = [0, 1].map((axis) => Math.ceil((input.shape?.[axis] ?? 0) / (residual.stride[axis] ?? 1)));
  const sizeFits = strided[0] === branch.shape[0] && strided[1] === branch.shape[1];
  if (sizeFits && branch.shape[2] >= input.shape[2]) {
    suggestions.push(shortcutSuggestion('A', '`shortcut: A` (no parameters)', mismatch, context));
  }
  if (sizeFits) {
    const parameters = projectionParameters(mismatch, context);
    suggestions.push(
      shortcutSuggestion('B', `\`shortcut: B\` (+${formatCount(parameters)} parameters)`, mismatch, context),
    );
    // What C does here B does, too; it is offered to those who compare the paper's options.
    suggestions.push(shortcutSuggestion('C', null, mismatch, context));
  }
  const keep = keepShape(mismatch, context);
  if (keep !== null) suggestions.push(keep);
  return suggestions;
}

/** 1·1·in·out weights and what the branch's last norm learns a channel. */
function projectionParameters({ branch, input }: Mismatch, context: ItemContext): number {
  const out = branch.shape?.[2] ?? 0;
  const { builder } = context.body;
  const group = builder.groups.find((each) => each.path === `${context.path}.branch`) ?? null;
  const norm = lastConvolutionNorm(builder, group)?.settings ?? null;
  const perChannel = norm === null ? 1 : Number(norm.scale) + Number(norm.center);
  return (input.shape?.[2] ?? 0) * out + perChannel * out;
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

/** Stride 1 and as many filters as come in, where the branch's own attributes can be set so. */
function keepShape({ branch, input, residual }: Mismatch, context: ItemContext): Suggestion | null {
  if (branch.shape === null || input.shape === null) return null;
  const channels = input.shape[2] ?? 0;
  const changes: Change[] = [];
  const phrases: string[] = [];
  const strided = residual.stride[0] !== 1 || residual.stride[1] !== 1;
  const path = branchPath(branch.ref, input.ref, context);
  if (strided) {
    const places = path.filter((step) => step.isStrided).map((step) => step.placeOf('stride'));
    for (const place of places) {
      if (place === null || place.kind === 'block') return null;
      changes.push({ type: 'replace', place, newText: '1' });
    }
    phrases.push('`stride: 1`');
  }
  if (branch.shape[2] !== channels) {
    const last = path.find((step) => step.filters !== null);
    const place = last?.placeOf('filters');
    if (
      last?.filters !== branch.shape[2] ||
      place === undefined ||
      place === null ||
      place.kind === 'block'
    ) {
      return null;
    }
    changes.push({ type: 'replace', place, newText: String(channels) });
    phrases.push(`${channels} filters`);
  }
  if (
    changes.length === 0 ||
    changes.length !== new Set(changes.map((change) => JSON.stringify(change))).size
  )
    return null;
  const kept = phrases.join(' and ');
  // With stride 1 and the same filters a `same` or `half` padded branch keeps its shape; else it is no fix.
  const keepsSize = strided || formatShape(branch.shape.slice(0, 2)) === formatShape(input.shape.slice(0, 2));
  return keepsSize
    ? { phrase: `keep ${kept}`, fix: { title: message('Keep {kept}', { kept }), changes } }
    : null;
}

interface PathStep {
  readonly isStrided: boolean;
  readonly filters: number | null;
  readonly placeOf: (name: string) => Place | null;
}

/** The ops of the branch from its output back to where it starts; empty where a block is on the way. */
function branchPath(output: ValueRef, source: ValueRef, context: ItemContext): PathStep[] {
  const { nodes, literalPlaces } = context.body.builder;
  const steps: PathStep[] = [];
  let at: ValueRef | undefined = output;
  while (at?.kind === 'node' && JSON.stringify(at) !== JSON.stringify(source)) {
    const index: number = at.path[0];
    const node: ModelNode | undefined = nodes[index];
    if (node?.type !== 'op') return [];
    const { op } = node;
    const stride = 'stride' in op.attributes ? op.attributes.stride : [1, 1];
    steps.push({
      isStrided: stride[0] !== 1 || stride[1] !== 1,
      filters: op.kind === 'conv' ? op.attributes.filters : null,
      placeOf: literalPlaces.get(index) ?? (() => null),
    });
    at = node.inputs[0];
  }
  return steps;
}
