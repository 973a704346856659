import type { Analysis } from '../analyze.ts';
import { attributeOf } from '../complete/attributeOf.ts';
import { languagePlace } from '../complete/languagePlace.ts';
import { type Message, message } from '../diagnostics/message.ts';
import type { Model, ResidualGroup } from '../model/model.ts';
import type { SpecNode } from '../spec/node.ts';
import { addSizes, type Size, timesInteger } from '../symbolic/symbolicSize.ts';
import { blockFacts } from './blockFacts.ts';
import { explainResidual } from './explainResidual.ts';
import type { Explanation } from './explanation.ts';
import { bodyUses } from './instances.ts';
import { pathOf, type SyntaxStep } from './syntaxPath.ts';

/** `shortcut` and its word, at a residual, a use of a block or under `defaults`: what it does here and what it costs. */
export function explainShortcut(analysis: Analysis, steps: readonly SyntaxStep[]): Explanation | null {
  const last = steps[steps.length - 1];
  const pair = last?.pair ?? steps[steps.length - 2]?.pair ?? null;
  if (last === undefined || pair === null) return null;
  const path = pathOf(steps);
  const place = languagePlace(path);
  if (place.type !== 'attribute' || place.name !== 'shortcut') return null;
  const isPassed = place.kind === 'stage' || place.kind === 'block';
  if (place.kind !== 'residual' && !isPassed) return null;
  if (!last.isKey && last.node.type !== 'scalar') return null;
  const range = last.isKey ? pair.key : last.node;
  const doc = attributeOf('residual', 'shortcut')?.doc ?? '';
  const facts =
    path[0] === 'defaults'
      ? modelFacts(analysis.model)
      : isPassed
        ? useFacts(analysis.model, pair.value)
        : residualFacts(analysis.model, pair.value);
  return {
    range: { start: range.start, end: range.end },
    title: message('`shortcut`'),
    facts: [message(doc), ...facts],
  };
}

/** What the shortcut does in the first use of the residual that it is written in. */
function residualFacts(model: Model | null, value: SpecNode): Message[] {
  if (model === null) return [];
  for (const { body } of bodyUses(model)) {
    const group = body.groups.find(
      (each): each is ResidualGroup =>
        each.kind === 'residual' &&
        each.item.source === 'file' &&
        each.item.range.start <= value.start &&
        value.end <= each.item.range.end,
    );
    if (group !== undefined) return explainResidual(group.residual);
  }
  return [];
}

/** What the shortcut does in the block that it is passed to, in its first use. */
function useFacts(model: Model | null, value: SpecNode): Message[] {
  if (model === null) return [];
  for (const { body } of bodyUses(model)) {
    const nodes = body.nodes.filter(
      ({ item }) => item.source === 'file' && item.range.start <= value.start && value.end <= item.range.end,
    );
    if (nodes.length > 0) return blockFacts(nodes);
  }
  return [];
}

/** All shortcuts of the model together: how many, and what they cost. */
function modelFacts(model: Model | null): Message[] {
  if (model === null) return [];
  let count = 0;
  let changing = 0;
  let trainable: Size = 0;
  let macs: Size = 0;
  for (const { body, uses } of bodyUses(model)) {
    for (const group of body.groups) {
      if (group.kind !== 'residual' || group.residual.option === 'none') continue;
      count += uses;
      if (!group.residual.isIdentity) changing += uses;
      trainable = addSizes(trainable, timesInteger(group.residual.cost.trainable, uses));
      macs = addSizes(macs, timesInteger(group.residual.cost.macs, uses));
    }
  }
  if (count === 0) return [];
  return [
    message(
      '{count} shortcuts in this model, {changing} of them more than the identity: {trainable} trainable parameters and {macs} multiply-adds',
      {
        count,
        changing,
        trainable,
        macs,
      },
    ),
  ];
}
