import { message } from '../../diagnostics/message.ts';
import { complainTo, readAttributes, strongest } from '../../language/attributeTable.ts';
import { complainType, complainUnknownWord } from '../../language/attributeType.ts';
import { evaluate, placeOf } from '../../language/evaluate.ts';
import type { Evaluated } from '../../language/evaluated.ts';
import { isNull } from '../../language/evaluated.ts';
import { RESIDUAL_TABLE, SHORTCUT_WORDS } from '../../language/kinds.ts';
import type { Place } from '../../language/place.ts';
import type { Scope } from '../../language/scope.ts';
import type { ResidualGroup, ResidualInfo, ShortcutOption } from '../../model/model.ts';
import type { MaybeShape } from '../../model/shape.ts';
import type { SpecNode } from '../../spec/node.ts';
import { type Fit, fitShapes, NEVER_FITS } from '../../symbolic/fit.ts';
import { addOp } from '../addOp.ts';
import { ContainerScope } from '../containerScope.ts';
import { levelOf } from '../defaults.ts';
import { itemAttributes } from '../itemAttributes.ts';
import type { ItemContext, ItemValue } from '../listContext.ts';
import { pathStride } from '../pathStride.ts';
import { resolveProducers, settle } from '../producers.ts';
import { reportResidualMismatch, reportRestrictedResidual } from '../residualMismatch.ts';
import { whereUnchanged } from '../shapeChange.ts';
import { elaborateShortcut, type Shortcut } from '../shortcut.ts';
import { type Value, withoutShape } from '../value.ts';

/** How the shortcut is asked for, and where that is written. */
export interface ShortcutChoice {
  readonly option: ShortcutOption;
  /** For `layers`: the list and the scope that it is written in. */
  readonly list: { readonly node: SpecNode; readonly scope: Scope } | null;
  /** The value in the item or in its use; null where none is written there. */
  readonly place: Place | null;
  /** True for the value of a parameter, which others may use as well. */
  readonly isShared: boolean;
}

const LIST_KEYS = ['branch', 'shortcut', 'projection'];

/** A branch and a shortcut, added: the primitive of the language. */
export function elaborateResidualItem(context: ItemContext): ItemValue {
  const { item, path, formOnly, body } = context;
  const levels = itemAttributes(context, LIST_KEYS);
  const [producer] = resolveProducers(context, null, { min: 1, max: 1 });
  if (producer === undefined) return context.previous();
  const input = producer.value;
  const { values } = readAttributes(RESIDUAL_TABLE, levels, context.scope, context.report);
  const choice = chooseShortcut(context);
  const projection = readProjection(context);
  const names = new ContainerScope(context.names, path, ['branch', 'shortcut']);
  const state: { residual: ResidualInfo } = { residual: emptyResidual(choice.option, input) };
  const group: ResidualGroup = {
    kind: 'residual',
    path,
    parent: context.group,
    item,
    get residual() {
      return state.residual;
    },
  };
  if (!formOnly) body.builder.addGroup(group);
  const inner: ItemContext = { ...context, names, group };
  const branch = elaborateBranch(inner, levels.misspelled, names, input);
  const shortcut = elaborateShortcut({ choice, input, branch, names, projection }, inner);
  if (formOnly) return { type: 'value', value: withoutShape(input) };
  state.residual = describe({ choice, input, branch, shortcut }, context);
  if (shortcut === null) return { type: 'value', value: branch };
  if (state.residual.mismatch !== null) {
    reportResidualMismatch({ residual: state.residual, choice, branch, input, projection }, inner);
  }
  reportRestrictedResidual(
    sidesFit(branch.shape, shortcut.value.shape),
    whereIdentity(choice, input.shape, branch.shape),
    choice,
    inner,
  );
  // After a mistake the residual goes on as its branch.
  const isKnown = shortcut.value.shape !== null || state.residual.mismatch !== null;
  const side = isKnown ? { ...shortcut.value, shape: branch.shape } : shortcut.value;
  const { place } = context;
  const add = addOp(
    {
      op: { kind: 'add', attributes: { survival: values.survival, scale: values.scale } },
      path: `${path}.add`,
      inputs: [
        { value: branch, place },
        { value: side, place },
      ],
      complete: true,
      placeOf: () => place,
      group,
    },
    context,
  );
  return { type: 'value', value: { ...add, shape: branch.shape ?? add.shape } };
}

/** Where options A and B add the input as it is. */
function whereIdentity({ option }: ShortcutChoice, input: MaybeShape, branch: MaybeShape): Fit {
  const depends = option === 'A' || option === 'B';
  return depends && input !== null && branch !== null ? whereUnchanged(input, branch) : NEVER_FITS;
}

interface Sides {
  readonly choice: ShortcutChoice;
  readonly input: Value;
  readonly branch: Value;
  readonly shortcut: Shortcut | null;
}

function describe({ choice, input, branch, shortcut }: Sides, context: ItemContext): ResidualInfo {
  const brought = shortcut?.value.shape ?? null;
  const fit = sidesFit(branch.shape, brought);
  return {
    option: choice.option,
    isIdentity: shortcut?.isIdentity ?? false,
    stride: pathStride(context.body.builder.nodes, branch.ref, input.ref),
    source: input.ref,
    shortcutValue: shortcut?.value.ref ?? null,
    branchValue: branch.ref,
    inputShape: input.shape,
    branchShape: branch.shape,
    mismatch:
      fit.type === 'never' && branch.shape !== null && brought !== null
        ? { branch: branch.shape, shortcut: brought }
        : null,
    zeroChannels: shortcut?.zeroChannels ?? 0,
    cost: shortcut?.cost ?? { trainable: 0, nonTrainable: 0, macs: 0 },
  };
}

function sidesFit(branch: MaybeShape, brought: MaybeShape): Fit {
  return branch === null || brought === null ? { type: 'always' } : fitShapes(branch, brought);
}

function emptyResidual(option: ShortcutOption, input: Value): ResidualInfo {
  return {
    option,
    isIdentity: false,
    stride: [1, 1],
    source: input.ref,
    shortcutValue: null,
    branchValue: input.ref,
    inputShape: input.shape,
    branchShape: null,
    mismatch: null,
    zeroChannels: 0,
    cost: { trainable: 0, nonTrainable: 0, macs: 0 },
  };
}

function elaborateBranch(
  context: ItemContext,
  misspelled: ReadonlySet<string>,
  names: ContainerScope,
  input: Value,
): Value {
  const { body, path, place, report, formOnly, item } = context;
  const node = listNode(context, 'branch');
  if (node === null) {
    const isMalformed = item.value !== null && item.value.type !== 'map';
    if (!isMalformed && !misspelled.has('branch'))
      report({
        code: 'spec.missing-key',
        place,
        message: message('`residual` needs a `branch`: the list of layers that the shortcut goes around.'),
      });
    return withoutShape(input);
  }
  const at = `${path}.branch`;
  const group = { kind: 'branch', path: at, parent: context.group, item } as const;
  if (!formOnly) body.builder.addGroup(group);
  const result = context.elaborateList({
    node,
    what: 'branch',
    input,
    context: { ...context, names, prefix: `${at}.`, group: formOnly ? null : group },
  });
  names.set('branch', result);
  const value = settle(result, context);
  if (!formOnly) body.builder.define(at, value);
  return value;
}

/** The item's own projection, else that of the defaults. */
function readProjection(context: ItemContext): { readonly node: SpecNode; readonly scope: Scope } | null {
  const own = listNode(context, 'projection');
  if (own !== null) return { node: own, scope: context.scope };
  const levels = [context.body.file.defaults, context.defaults].map((level) => levelOf(level, 'residual'));
  const value = strongest('projection', levels);
  return value?.kind === 'list' ? value.origin : null;
}

function listNode({ item }: ItemContext, key: string): SpecNode | null {
  if (item.value?.type !== 'map') return null;
  const node = item.value.pairs.find((pair) => pair.key.value === key)?.value ?? null;
  return node?.type === 'scalar' && node.value === null ? null : node;
}

/** The item's own shortcut, else the file's defaults, else the block's, else B. */
function chooseShortcut(context: ItemContext): ShortcutChoice {
  const { scope, report, body, defaults } = context;
  const written = listNode(context, 'shortcut');
  if (written !== null) {
    if (written.type === 'sequence')
      return {
        option: 'layers',
        list: { node: written, scope },
        place: placeOf(written, scope),
        isShared: false,
      };
    const value = evaluate(written, scope, report);
    if (!isNull(value))
      return readChoice(value, isBlockDefault(value, context) ? null : value.place, context);
  }
  for (const level of [body.file.defaults, defaults]) {
    const kind = strongest('shortcut', [levelOf(level, 'residual')]);
    if (kind !== undefined) return { ...readChoice(kind, kind.place, context), place: null };
    if (level.shortcut === null) continue;
    if (level.shortcut.type === 'sequence') {
      return {
        option: 'layers',
        list: { node: level.shortcut, scope: level.scope },
        place: null,
        isShared: false,
      };
    }
    const value = evaluate(level.shortcut, level.scope, report);
    if (!isNull(value)) return { ...readChoice(value, value.place, context), place: null };
  }
  return { option: 'B', list: null, place: null, isShared: false };
}

/** A parameter's default in a block of the file: other uses may need it as it is, so this use is to pass another. */
function isBlockDefault({ parameter, place }: Evaluated, { scope, body }: ItemContext): boolean {
  return body.isBlock && scope === body.scope && parameter !== null && place.kind === 'file';
}

function readChoice(value: Evaluated, place: Place | null, context: ItemContext): ShortcutChoice {
  const isShared = value.parameter !== null && value.place.kind === 'file';
  if (value.kind === 'list') return { option: 'layers', list: value.origin, place, isShared };
  if (value.kind === 'unknown') return { option: 'B', list: null, place, isShared };
  if (value.kind === 'map') {
    const complain = complainTo(value, context.scope, context.report);
    complainType(value, 'shortcut', 'identity, A, B, C, none, or a list of layers', complain);
    return { option: 'B', list: null, place, isShared };
  }
  const text = String(value.value);
  const option = SHORTCUT_WORDS.find((word) => word === text);
  if (option !== undefined) return { option, list: null, place, isShared };
  complainUnknownWord(value, 'shortcut', SHORTCUT_WORDS, complainTo(value, context.scope, context.report));
  return { option: 'B', list: null, place, isShared };
}
