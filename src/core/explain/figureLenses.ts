import type { Analysis } from '../analyze.ts';
import { type Message, message } from '../diagnostics/message.ts';
import type { Cost, Group, Model, ModelNode } from '../model/model.ts';
import { sumCosts, withoutWeights } from '../model/sumCosts.ts';
import { pairOf } from '../spec/readSpec.ts';
import { formatExact } from '../symbolic/formatSize.ts';
import { shareText, shortFigure } from './shortFigure.ts';

/** A line of figures above a line of the text. */
export interface FigureLens {
  readonly kind: 'model' | 'stage';
  readonly offset: number;
  /** Null where there is no model to count. */
  readonly figures: Message | null;
}

/** Above `model` (or `layers`) the figures of the whole, above each stage of the file its share. */
export function figureLenses({ spec, model, diagnostics }: Analysis): FigureLens[] {
  const root = spec.root?.type === 'map' ? spec.root : null;
  const key = (pairOf(root, 'model') ?? pairOf(root, 'layers'))?.key;
  if (key === undefined) return [];
  const isWhole = diagnostics.every(({ severity }) => severity !== 'error');
  const figures =
    model === null || model.body.nodes.length === 0 ? null : figuresText(model.body.cost, isWhole);
  const whole: FigureLens = { kind: 'model', offset: key.start, figures };
  return model === null ? [whole] : [whole, ...stageLenses(model)];
}

function figuresText({ trainable, macs }: Cost, isWhole: boolean): Message {
  const args = { trainable: formatExact(trainable), macs: shortFigure(macs) };
  return isWhole
    ? message('{trainable} parameters · {macs} multiply-adds', args)
    : message('{trainable} parameters · {macs} multiply-adds, as far as can be counted', args);
}

function stageLenses({ body }: Model): FigureLens[] {
  const costs = new Map<Group, Cost[]>();
  for (const node of body.nodes) {
    for (let group = node.group; group !== null; group = group.parent) {
      if (group.kind !== 'stage') continue;
      const known = costs.get(group);
      if (known === undefined) costs.set(group, [countedCost(node)]);
      else known.push(countedCost(node));
    }
  }
  return [...costs].map(([group, parts]) => ({
    kind: 'stage',
    offset: group.item.kindRange.start,
    figures: shareOf(sumCosts(parts), body.cost),
  }));
}

/** Shared weights are counted where they stand first. */
function countedCost({ cost, weightsOf }: ModelNode): Cost {
  return weightsOf === null ? cost : withoutWeights(cost);
}

function shareOf(part: Cost, whole: Cost): Message {
  const trainable = shareText(part.trainable, whole.trainable);
  const macs = shareText(part.macs, whole.macs);
  return message('{trainable} parameters{trainableShare} · {macs} multiply-adds{macsShare}', {
    trainable: formatExact(part.trainable),
    trainableShare: trainable === null ? '' : ` (${trainable})`,
    macs: shortFigure(part.macs),
    macsShare: macs === null ? '' : ` (${macs})`,
  });
}
