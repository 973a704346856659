import { type Message, message } from '../diagnostics/message.ts';
import { KINDS } from '../language/kinds.ts';
import type { Model, StageGroup } from '../model/model.ts';
import { formatShape, type MaybeShape } from '../model/shape.ts';
import type { SpecItem } from '../spec/item.ts';
import { blockFacts } from './blockFacts.ts';
import { branchSizes } from './branchSizes.ts';
import { costFacts, totalCost } from './costFacts.ts';
import { explainOp } from './explainOp.ts';
import { explainResidual } from './explainResidual.ts';
import type { Explanation } from './explanation.ts';
import { type ItemInstance, instancesOf, nodesWithin, opsOf, outputOf } from './instances.ts';

const MAX_OTHER_USES = 6;

/** A layer: its first use in full, further uses with other shapes in a line each. */
export function explainItem(model: Model | null, item: SpecItem): Explanation {
  const instances = model === null ? [] : instancesOf(model, item);
  const [first, ...others] = instances;
  const doc = KINDS.get(item.kind)?.doc;
  const about = doc === undefined ? [] : [message(doc)];
  const range = item.kindRange;
  if (first === undefined) {
    const title = message('`{kind}`', { kind: item.kind });
    return {
      range,
      title,
      facts: [...about, ...(model === null ? [] : [message('Not part of the model as it stands.')])],
    };
  }
  return { range, title: titleOf(first, item), facts: [...about, ...factsOf(first), ...otherUses(others)] };
}

function titleOf(instance: ItemInstance, item: SpecItem): Message {
  const path = pathOf(instance);
  const input = inputOf(instance);
  const output = outputOf(instance);
  if (input === null || output === null) return message('`{kind}` {path}', { kind: item.kind, path });
  return message('`{kind}` {path}: {input} → {output}', { kind: item.kind, path, input, output });
}

/** The path of the first node or group that the item gave, as `resnet analyze` names it. */
function pathOf({ path, groups, nodes }: ItemInstance): string {
  const own = groups[0]?.path ?? nodes[0]?.path ?? '';
  return path === '' ? own : `${path}.${own}`;
}

function inputOf({ nodes, groups }: ItemInstance): MaybeShape {
  const [group] = groups;
  if (group?.kind === 'residual') return group.residual.inputShape;
  return nodes[0]?.inputShapes[0] ?? null;
}

function factsOf(instance: ItemInstance): Message[] {
  const [group] = instance.groups;
  switch (group?.kind) {
    case 'residual': {
      const inside = nodesWithin(instance.body, group);
      return [
        ...branchSizes(instance.body, group),
        ...explainResidual(group.residual),
        ...costFacts(totalCost(inside)),
      ];
    }
    case 'stage':
      return stageFacts(instance, group);
    case 'parallel':
      return costFacts(totalCost(nodesWithin(instance.body, group)));
    case 'branch':
    case 'shortcut':
    case undefined:
      return [
        ...opsOf(instance.nodes).flatMap(explainOp),
        ...callFacts(instance),
        ...costFacts(totalCost(instance.nodes)),
      ];
  }
}

function stageFacts({ nodes }: ItemInstance, { block, repeat }: StageGroup): Message[] {
  const [first, second] = nodes;
  const each = second ?? first;
  if (first === undefined || each === undefined) return [message('No repeats: the stage is empty.')];
  const facts = [message('{repeat} × `{block}`', { repeat, block })];
  if (second !== undefined && String(first.cost.trainable) !== String(second.cost.trainable)) {
    facts.push(
      message('The first has {first} trainable parameters, each of the others {other}', {
        first: first.cost.trainable,
        other: second.cost.trainable,
      }),
    );
  }
  return [...facts, ...blockFacts(nodes), ...costFacts(totalCost(nodes))];
}

function callFacts({ nodes }: ItemInstance): Message[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'call' || node.body.block === null) return [];
    const values = Object.entries(node.body.block.arguments).map(([name, value]) => `\`${name}\` = ${value}`);
    return values.length === 0 ? [] : [message('With {values}', { values: values.join(', ') })];
  });
}

/** Where the same item stands with other shapes: in other uses of its block. */
function otherUses(others: readonly ItemInstance[]): Message[] {
  const lines = others.slice(0, MAX_OTHER_USES).map((instance) => {
    const [input, output] = [inputOf(instance), outputOf(instance)];
    const shapes = [input, output].map((shape) => (shape === null ? '?' : formatShape(shape))).join(' → ');
    return instance.uses > 1
      ? message('Also {path}: {shapes} ({uses} times)', {
          path: pathOf(instance),
          shapes,
          uses: instance.uses,
        })
      : message('Also {path}: {shapes}', { path: pathOf(instance), shapes });
  });
  const more = others.length - lines.length;
  return more > 0 ? [...lines, message('… and {more} more', { more })] : lines;
}
