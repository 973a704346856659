import { activationBytes } from '../analysis/activationBytes.ts';
import { trainingBytes } from '../analysis/memory.ts';
import type { Analysis } from '../analyze.ts';
import { type Message, message } from '../diagnostics/message.ts';
import type { Cost, Group, Model, ModelNode } from '../model/model.ts';
import { sumCosts, withoutWeights } from '../model/sumCosts.ts';
import type { TrainingPlan } from '../plan/trainingPlan.ts';
import { pairOf } from '../spec/readSpec.ts';
import { formatExact } from '../symbolic/formatSize.ts';
import { isSymbolic, type Size } from '../symbolic/symbolicSize.ts';
import { mebibytes, shareText, shortFigure } from './shortFigure.ts';

/** A line of figures above a line of the text. */
export interface FigureLens {
  readonly kind: 'model' | 'stage';
  readonly offset: number;
  /** Null where there is no model to count. */
  readonly figures: Message | null;
}

/** Above `model` (or `layers`) the figures of the whole, above each stage of the file its share. */
export function figureLenses({ spec, model, plan, diagnostics }: Analysis): FigureLens[] {
  const root = spec.root?.type === 'map' ? spec.root : null;
  const key = (pairOf(root, 'model') ?? pairOf(root, 'layers'))?.key;
  if (key === undefined) return [];
  // What is wrong with the training leaves nothing out.
  const isWhole = diagnostics.every(
    ({ code, severity }) => severity !== 'error' || code.startsWith('train.'),
  );
  const figures = model === null || model.body.nodes.length === 0 ? null : figuresText(model, plan, isWhole);
  const whole: FigureLens = { kind: 'model', offset: key.start, figures };
  return model === null ? [whole] : [whole, ...stageLenses(model)];
}

function figuresText(model: Model, plan: TrainingPlan | null, isWhole: boolean): Message {
  const { trainable, macs } = model.body.cost;
  const args = { trainable: formatExact(trainable), macs: shortFigure(macs) };
  if (!isWhole)
    return message('{trainable} parameters · {macs} multiply-adds, as far as can be counted', args);
  const figures = message('{trainable} parameters · {macs} multiply-adds', args);
  const memory = memoryText(model, plan);
  return memory === null ? figures : message('{figures} · {memory}', { figures, memory });
}

/** What a step of training holds at least, where the file says how it is trained; null where that depends on a symbol. */
function memoryText(model: Model, plan: TrainingPlan | null): Message | null {
  const isKnown = (size: Size | null): size is number => size !== null && !isSymbolic(size);
  if (plan === null) {
    const bytes = activationBytes(model);
    return isKnown(bytes) ? message('{memory} activations per example', { memory: mebibytes(bytes) }) : null;
  }
  const bytes = trainingBytes(model, plan.optimizer, plan.batch);
  return isKnown(bytes)
    ? message('{memory} parameters, gradients, optimizer and activations at batch {batch}', {
        memory: mebibytes(bytes),
        batch: plan.batch,
      })
    : null;
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
