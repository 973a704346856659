import type { Place } from '../language/place.ts';
import type { Scope } from '../language/scope.ts';
import type { Cost, ListGroup } from '../model/model.ts';
import type { Pair } from '../model/op.ts';
import { channelsOf, isMap } from '../model/shape.ts';
import { sumCosts } from '../model/sumCosts.ts';
import type { SpecNode } from '../spec/node.ts';
import { addSizes, isSymbolic, type Size, timesInteger } from '../symbolic/symbolicSize.ts';
import { addOp } from './addOp.ts';
import type { ContainerScope } from './containerScope.ts';
import { defaultProjection } from './defaultProjection.ts';
import { noDefaults } from './defaults.ts';
import { addConvolution } from './items/convolutionItem.ts';
import type { ShortcutChoice } from './items/residualItem.ts';
import type { ItemContext, ListContext } from './listContext.ts';
import { pathStride } from './pathStride.ts';
import { settle } from './producers.ts';
import { reportSizeDependentShortcut } from './residualMismatch.ts';
import { shapeChange } from './shapeChange.ts';
import type { Value } from './value.ts';

export interface Shortcut {
  readonly value: Value;
  readonly isIdentity: boolean;
  readonly zeroChannels: Size;
  /** Of the shortcut alone. */
  readonly cost: Cost;
}

export interface ShortcutRequest {
  readonly choice: ShortcutChoice;
  readonly input: Value;
  readonly branch: Value;
  readonly names: ContainerScope;
  /** The `projection` of the residual or of the defaults, and the scope that it is written in. */
  readonly projection: { readonly node: SpecNode; readonly scope: Scope } | null;
}

const FREE: Cost = { trainable: 0, nonTrainable: 0, macs: 0 };

/** Builds what goes around the branch; null for `none`, a plain net. */
export function elaborateShortcut(request: ShortcutRequest, context: ItemContext): Shortcut | null {
  const { choice, input, projection } = request;
  if (context.formOnly) {
    if (projection !== null) elaborateLayers(projection, 'projection', request, context);
    if (choice.list !== null) elaborateLayers(choice.list, 'shortcut', request, context);
    return null;
  }
  if (context.body.file.withoutShortcuts) return null;
  const identity: Shortcut = { value: input, isIdentity: true, zeroChannels: 0, cost: FREE };
  switch (choice.option) {
    case 'none':
      return null;
    case 'identity':
      return identity;
    case 'layers':
      return choice.list === null
        ? identity
        : counted(context, () => elaborateLayers(choice.list, 'shortcut', request, context));
    case 'A':
      return changesShape(request, context) ? optionA(request, context) : identity;
    case 'B':
      return changesShape(request, context) ? project(request, context) : identity;
    case 'C':
      return project(request, context);
  }
}

/** With a shape that is not known nothing is put in, so that nothing wrong is said. */
function changesShape(request: ShortcutRequest, context: ItemContext): boolean {
  const { choice, input, branch, projection } = request;
  if (input.shape === null || branch.shape === null) return false;
  const isByHand = choice.option === 'B' && projection?.scope.source === 'file';
  const stride = isByHand ? null : strideOf(request, context);
  const { changes, except } = shapeChange(input.shape, branch.shape, stride);
  if (except !== null) reportSizeDependentShortcut(except, choice, context);
  return changes;
}

function optionA(request: ShortcutRequest, context: ItemContext): Shortcut {
  const { input, branch } = request;
  const channels = branch.shape?.[2] ?? 0;
  const incoming = input.shape?.[2] ?? 0;
  // There is no shortcut with as many channels as a symbol says.
  if (isSymbolic(channels)) return withoutChange(input);
  // Vectors have no pixels to skip, and no channel can be taken away: the addition then does not fit.
  const isNarrower = !isSymbolic(incoming) && channels < incoming;
  if (input.shape === null || !isMap(input.shape) || isNarrower) {
    return withoutChange(input);
  }
  const value = addOp(
    {
      op: { kind: 'shortcut_a', attributes: { stride: strideOf(request, context), channels } },
      path: `${context.path}.shortcut`,
      inputs: [{ value: input, place: context.place }],
      complete: true,
      placeOf: () => context.place,
    },
    { ...context, place: request.choice.place ?? context.place },
  );
  return {
    value,
    isIdentity: false,
    zeroChannels: addSizes(channels, timesInteger(incoming, -1)),
    cost: FREE,
  };
}

function withoutChange(input: Value): Shortcut {
  return { value: input, isIdentity: true, zeroChannels: 0, cost: FREE };
}

function project(request: ShortcutRequest, context: ItemContext): Shortcut {
  const { projection } = request;
  // Nor is there a convolution with as many filters as a symbol says.
  const isProjectable =
    [request.input.shape, request.branch.shape].every((shape) => shape === null || isMap(shape)) &&
    !isSymbolic(channelsOf(request.branch.shape ?? []));
  if (projection === null && !isProjectable) return withoutChange(request.input);
  return counted(context, () =>
    projection === null
      ? addDefaultProjection(request, context)
      : elaborateLayers(projection, 'projection', request, context),
  );
}

function counted(context: ItemContext, build: () => Value): Shortcut {
  const { nodes } = context.body.builder;
  const before = nodes.length;
  const value = build();
  const cost = sumCosts(nodes.slice(before).map((node) => node.cost));
  return { value, isIdentity: false, zeroChannels: 0, cost };
}

function elaborateLayers(
  list: { readonly node: SpecNode; readonly scope: Scope } | null,
  what: 'shortcut' | 'projection',
  { input, names }: ShortcutRequest,
  context: ItemContext,
): Value {
  const group = shortcutGroup(context);
  const isOwn = list === null || list.scope === context.scope;
  const scope = list?.scope ?? context.scope;
  const node = list?.node ?? null;
  const inner: ListContext = {
    ...context,
    names,
    group,
    prefix: `${context.path}.shortcut.`,
    scope,
    source: scope.source,
    defaults: isOwn ? context.defaults : noDefaults(scope),
  };
  const result = context.elaborateList({ node, what, input, context: inner });
  names.set('shortcut', result);
  const value = settle(result, context);
  if (!context.formOnly) context.body.builder.define(`${context.path}.shortcut`, value);
  return value;
}

function shortcutGroup(context: ItemContext): ListGroup | null {
  if (context.formOnly) return null;
  const { path, group, item, body } = context;
  return body.builder.addGroup({ kind: 'shortcut', path: `${path}.shortcut`, parent: group, item } as const);
}

/** The projection that `B` and `C` put in where none is written. */
function addDefaultProjection(request: ShortcutRequest, context: ItemContext): Value {
  const { input, branch } = request;
  const group = shortcutGroup(context);
  const { attributes, norm, complete } = defaultProjection(branch.shape, strideOf(request, context), context);
  const { place } = context;
  const placeOf = (): Place => place;
  return addConvolution(
    {
      op: { kind: 'conv', attributes },
      path: `${context.path}.shortcut.conv`,
      inputs: [{ value: input, place }],
      complete: complete && branch.shape !== null,
      placeOf,
    },
    { settings: norm, placeOf },
    null,
    { ...context, group },
  );
}

function strideOf({ branch, input }: ShortcutRequest, context: ItemContext): Pair {
  return pathStride(context.body.builder.nodes, branch.ref, input.ref);
}
