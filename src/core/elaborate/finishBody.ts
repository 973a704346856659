import { message } from '../diagnostics/message.ts';
import type { Place } from '../language/place.ts';
import type { BlockRef, Body, ModelNode, ValueRef } from '../model/model.ts';
import type { MaybeShape } from '../model/shape.ts';
import { sumCosts } from '../model/sumCosts.ts';
import type { BodyContext } from './context.ts';
import { nodePlace } from './nodePlace.ts';
import type { Value } from './value.ts';

export interface Unfinished {
  readonly context: BodyContext;
  readonly block: BlockRef | null;
  readonly inputs: readonly {
    readonly name: string;
    readonly shape: MaybeShape;
    readonly place: Place | null;
  }[];
  readonly outputs: readonly { readonly name: string; readonly value: Value }[];
}

/** Puts the body together and reports what none of its outputs depends on. */
export function finishBody({ context, block, inputs, outputs }: Unfinished): Body {
  const { builder, report, state } = context;
  const reached = reachable(
    builder.nodes,
    outputs.map((output) => output.value.ref),
  );
  // After a wrong name what it should have named seems unused: a consequence, not a second mistake.
  if (!state.hasReferenceMistake && !state.isTooLarge && outputs.length > 0) {
    reportUnreachable(context, reached.nodes);
    inputs.forEach((input, index) => {
      if (input.place === null || reached.inputs.has(index)) return;
      report({
        code: 'graph.unused-input',
        severity: 'warning',
        place: input.place,
        message: message('No output depends on the input `{name}`.', { name: input.name }),
      });
    });
  }
  return {
    block,
    inputs: inputs.map(({ name, shape }) => ({ name, shape })),
    nodes: builder.nodes,
    outputs: outputs.map(({ name, value }) => ({ name, value: value.ref, shape: value.shape })),
    groups: builder.groups,
    cost: sumCosts(builder.nodes.map((node) => node.cost)),
    opCount: builder.opCount,
  };
}

/** 1 for each node that is meant, by its number. */
type Marks = Readonly<Uint8Array>;

function reachable(
  nodes: readonly ModelNode[],
  outputs: readonly ValueRef[],
): { readonly nodes: Marks; readonly inputs: ReadonlySet<number> } {
  const reached = new Uint8Array(nodes.length);
  const inputs = new Set<number>();
  const waiting = [...outputs];
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    if (ref.kind === 'input') {
      inputs.add(ref.index);
      continue;
    }
    const [index] = ref.path;
    if (reached[index] === 1) continue;
    reached[index] = 1;
    for (const input of nodes[index]?.inputs ?? []) waiting.push(input);
  }
  return { nodes: reached, inputs };
}

/** One report at the end of each dead chain. */
function reportUnreachable(context: BodyContext, reached: Marks): void {
  const { nodes } = context.builder;
  const used = new Uint8Array(nodes.length);
  for (const node of nodes) {
    for (const ref of node.inputs) if (ref.kind === 'node') used[ref.path[0]] = 1;
  }
  nodes.forEach((node, index) => {
    if (reached[index] === 1 || used[index] === 1) return;
    context.report({
      code: 'graph.unreachable',
      severity: 'warning',
      place: nodePlace(node),
      message: message('No output depends on this layer. Use it, list it under `outputs`, or remove it.'),
    });
  });
}
