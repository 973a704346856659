import { message } from '../../diagnostics/message.ts';
import { readAttributes } from '../../language/attributeTable.ts';
import { placeOf } from '../../language/evaluate.ts';
import { PARALLEL_TABLE } from '../../language/kinds.ts';
import type { Group } from '../../model/model.ts';
import type { Op } from '../../model/op.ts';
import type { SpecMap, SpecPair, SpecScalar } from '../../spec/node.ts';
import { addOp } from '../addOp.ts';
import { ContainerScope } from '../containerScope.ts';
import { itemAttributes } from '../itemAttributes.ts';
import type { ItemContext, ItemValue } from '../listContext.ts';
import { type Producer, resolveProducers, settle } from '../producers.ts';
import { withoutShape } from '../value.ts';

const MERGES = {
  add: { kind: 'add', attributes: { survival: 1, scale: 1 } },
  mean: { kind: 'mean', attributes: { dropPath: 0 } },
  concat: { kind: 'concat', attributes: {} },
} as const satisfies Record<string, Op>;

/** Branches from the same input, joined or reached by name. */
export function elaborateParallelItem(context: ItemContext): ItemValue {
  const levels = itemAttributes(context, ['branches']);
  const [input] = resolveProducers(context, null, { min: 1, max: 1 });
  if (input === undefined) return context.previous();
  const { values, complete } = readAttributes(PARALLEL_TABLE, levels, context.scope, context.report);
  const branches = readBranches(levels.misspelled, context);
  if (branches === null) return { type: 'value', value: withoutShape(input.value) };
  const outputs = elaborateBranches(branches, values.merge, input, context);
  const [first] = outputs;
  if (!complete) {
    // Nobody knows how they are joined, so none of them is called unused.
    context.body.state.hasReferenceMistake = true;
    return { type: 'value', value: withoutShape(first?.value ?? input.value) };
  }
  if (values.merge === 'none') {
    return { type: 'split', from: input.value, branches: branches.pairs.map(({ key }) => String(key.value)) };
  }
  if (outputs.length < 2) return { type: 'value', value: first?.value ?? input.value };
  const group = context.formOnly ? null : (context.body.builder.groupAt(context.path)?.group ?? null);
  const value = addOp(
    {
      op: MERGES[values.merge],
      path: `${context.path}.${values.merge}`,
      inputs: outputs,
      complete: true,
      placeOf: () => context.place,
      group,
    },
    context,
  );
  return { type: 'value', value };
}

function readBranches(misspelled: ReadonlySet<string>, context: ItemContext): SpecMap | null {
  const { item, scope, place, report } = context;
  const node =
    item.value?.type === 'map' ? item.value.pairs.find((pair) => pair.key.value === 'branches') : undefined;
  if (item.value !== null && item.value.type !== 'map') return null;
  if (node === undefined) {
    if (misspelled.has('branches')) return null;
    report({
      code: 'spec.missing-key',
      place,
      message: message('`parallel` needs `branches`: a mapping from names to lists of layers.'),
    });
    return null;
  }
  if (node.value.type === 'map' && node.value.pairs.length === 0) {
    report({
      code: 'spec.out-of-range',
      place: placeOf(node.value, scope),
      message: message('`branches` is empty: a `parallel` needs at least one branch.'),
    });
    return null;
  }
  if (node.value.type === 'map') return node.value;
  report({
    code: 'spec.wrong-type',
    place: placeOf(node.value.end > node.value.start ? node.value : node.key, scope),
    message: message('`branches` is a mapping from names to lists of layers.'),
  });
  return null;
}

function elaborateBranches(
  branches: SpecMap,
  merge: 'none' | 'add' | 'mean' | 'concat',
  input: Producer,
  context: ItemContext,
): Producer[] {
  const { body, path, item, formOnly } = context;
  const names = new ContainerScope(
    context.names,
    path,
    branches.pairs.map((pair) => String(pair.key.value)),
  );
  const group = formOnly
    ? null
    : body.builder.addGroup({ kind: 'parallel', path, parent: context.group, item, merge } as const);
  for (const pair of branches.pairs) {
    const name = String(pair.key.value);
    checkBranchName(pair.key, name, merge, context);
    names.define(name, () => elaborateBranch(pair, group, names, input, context));
  }
  return branches.pairs.map((pair) => {
    const name = String(pair.key.value);
    const settled = settle(names.force(name) ?? { type: 'value', value: withoutShape(input.value) }, context);
    if (!formOnly) body.builder.define(`${path}.${name}`, settled);
    return { value: settled, place: placeOf(pair.key, context.scope) };
  });
}

function elaborateBranch(
  { key, value }: SpecPair,
  parent: Group | null,
  names: ContainerScope,
  input: Producer,
  context: ItemContext,
): ItemValue {
  const { body, path, item, formOnly } = context;
  const name = String(key.value);
  const at = `${path}.${name}`;
  const group = formOnly ? null : body.builder.addGroup({ kind: 'branch', path: at, parent, item } as const);
  return context.elaborateList({
    node: value,
    what: name,
    input: input.value,
    context: { ...context, names, prefix: `${at}.`, group },
  });
}

/** A branch is named by dotted path, and the merge stands beside it under its own name. */
function checkBranchName(key: SpecScalar, name: string, merge: string, { scope, report }: ItemContext): void {
  if (!/^[A-Za-z_][\w-]*$/.test(name)) {
    report({
      code: 'spec.wrong-type',
      place: placeOf(key, scope),
      message: message('A branch is named by a letter (a to z) followed by letters, digits, `_` or `-`.'),
    });
  } else if (name === merge) {
    report({
      code: 'spec.duplicate-name',
      place: placeOf(key, scope),
      message: message('The merge of this `parallel` is called `{name}` as well. Rename the branch.', {
        name,
      }),
    });
  }
}
