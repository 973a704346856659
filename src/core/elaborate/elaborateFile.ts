import { shippedBlocks } from '../blocks/shippedBlocks.ts';
import { message } from '../diagnostics/message.ts';
import { placeOf } from '../language/evaluate.ts';
import { nearest } from '../language/nearest.ts';
import { filePlace } from '../language/place.ts';
import type { Report } from '../language/problem.ts';
import { Scope } from '../language/scope.ts';
import type { Body, Model } from '../model/model.ts';
import type { SpecItem } from '../spec/item.ts';
import type { SpecMap, SpecNode } from '../spec/node.ts';
import { pairOf, valueOf } from '../spec/readSpec.ts';
import type { Spec, SpecBlock } from '../spec/spec.ts';
import { type BlockText, readBlockText } from './blockText.ts';
import { BodyBuilder } from './bodyBuilder.ts';
import type { BuiltItems } from './builtItems.ts';
import type { BodyContext, FileContext, Limits } from './context.ts';
import { noDefaults, readDefaults } from './defaults.ts';
import { type FileInput, readInputs } from './fileInputs.ts';
import { fileScope } from './fileScope.ts';
import { finishBody } from './finishBody.ts';
import { elaborateList, formContext, LayerList } from './layerList.ts';
import type { ItemValue, ListContext, NamedEntry, NameScope } from './listContext.ts';
import { recursiveBlocks } from './recursiveBlocks.ts';
import { resolveName } from './resolveName.ts';
import { type Value, withoutShape } from './value.ts';

export interface FileRequest {
  readonly spec: Spec;
  readonly lists: Map<SpecNode, readonly SpecItem[]>;
  readonly variant: string | null;
  readonly set: Readonly<Record<string, number | string>>;
  /** Every residual is taken as if it had `shortcut: none`. */
  readonly withoutShortcuts: boolean;
  readonly report: Report;
  /** What the items of the list gave before; null where nothing is known of them one by one. */
  readonly built: BuiltItems | null;
}

export interface ElaboratedFile {
  readonly model: Model | null;
  /** The file's parameters, for what else may use them. */
  readonly scope: Scope;
}

/** Builds the model that a spec means, as far as that is possible. */
export function elaborateFile(request: FileRequest): ElaboratedFile {
  const { spec, lists, variant, set, built, withoutShortcuts } = request;
  const limits: Limits = { nodes: 0, depth: 0, nested: 0, guesses: 100, problems: 0, lookups: 0 };
  const report: Report = (problem) => {
    limits.problems++;
    request.report(problem);
  };
  const scope = fileScope(spec, variant, set, report);
  const root = spec.root?.type === 'map' ? spec.root : null;
  if (root === null) {
    reportNothing(spec.root, report);
    return { model: null, scope };
  }
  const file = { ...fileContext(spec, lists, scope, report), limits, built, withoutShortcuts };
  const inputs = readInputs(root, set, scope, report);
  const body = elaborateBody({ spec, root, inputs, scope, report }, file);
  for (const block of spec.blocks) if (!file.used.has(block)) checkUnusedBlock(block, file, report);
  if (body === null) return { model: null, scope };
  const name = spec.model?.value;
  const paper = spec.paper?.value;
  return {
    scope,
    model: {
      name: name === undefined || name === null ? '' : String(name),
      variant,
      paper: paper === undefined || paper === null ? null : String(paper),
      body,
    },
  };
}

function reportNothing(root: SpecNode | null, report: Report): void {
  if (root !== null && !(root.type === 'scalar' && root.value === null)) return;
  report({
    code: 'graph.no-layers',
    place: filePlace({ start: 0, end: 0 }),
    message: message('This spec is empty. Start with `input: [32, 32, 3]` and `layers:`.'),
  });
}

function fileContext(
  spec: Spec,
  lists: Map<SpecNode, readonly SpecItem[]>,
  scope: Scope,
  report: Report,
): Omit<FileContext, 'limits' | 'built' | 'withoutShortcuts'> {
  const blocks = new Map<string, SpecBlock>(shippedBlocks().blocks);
  for (const block of spec.blocks) blocks.set(String(block.name.value), block);
  const texts = new Map<SpecBlock, BlockText>();
  for (const block of [...blocks.values(), ...spec.blocks]) texts.set(block, readBlockText(block));
  const allLists = new Map<SpecNode, readonly SpecItem[]>([...shippedBlocks().lists, ...lists]);
  return {
    blocks,
    texts,
    recursive: recursiveBlocks(blocks, texts, report),
    defaults: readDefaults(spec.defaults, blocks, scope, report),
    instances: new Map(),
    used: new Set(),
    lists: allLists,
  };
}

interface BodyRequest {
  readonly spec: Spec;
  readonly root: SpecMap;
  readonly inputs: readonly FileInput[];
  readonly scope: Scope;
  readonly report: Report;
}

function elaborateBody({ spec, root, inputs, scope, report }: BodyRequest, file: FileContext): Body | null {
  const layers = pairOf(root, 'layers');
  if (spec.layers.length === 0) {
    const isEmpty = layers === null || valueOf(root, 'layers') === null || isEmptyList(layers.value);
    if (isEmpty) {
      report({
        code: 'graph.no-layers',
        place: filePlace(layers?.key ?? root.pairs[0]?.key ?? root),
        message: message(
          'This spec has no layers. Add a list under `layers`, such as `- conv: {filters: 16}`.',
        ),
      });
    }
    return null;
  }
  const builder = new BodyBuilder();
  const context: BodyContext = {
    file,
    builder,
    scope,
    defaults: noDefaults(scope),
    report,
    isBlock: false,
    state: { hasReferenceMistake: false, isTooLarge: false },
  };
  const values = inputs.map(
    (input, index): Value => ({ ref: { kind: 'input', index }, shape: input.shape, place: input.place }),
  );
  const [first] = values;
  if (first === undefined) return null;
  const list: ListContext = {
    body: context,
    scope,
    defaults: context.defaults,
    source: 'file',
    prefix: '',
    group: null,
    names: new InputNames(inputs, values),
    report,
    formOnly: false,
  };
  const names = new LayerList(spec.layers, first, list);
  const last = names.run();
  const outputs = readOutputs(valueOf(root, 'outputs'), last, names, spec, context);
  return finishBody({ context, block: null, inputs, outputs });
}

function isEmptyList(node: SpecNode): boolean {
  return node.type === 'sequence' && node.items.length === 0;
}

class InputNames implements NameScope {
  readonly parent = null;
  readonly #values: ReadonlyMap<string, Value>;

  constructor(inputs: readonly FileInput[], values: readonly Value[]) {
    this.#values = new Map(
      inputs.flatMap((input, index): [string, Value][] => {
        const value = values[index];
        return value === undefined ? [] : [[input.name, value]];
      }),
    );
  }

  find(name: string): NamedEntry | undefined {
    const value = this.#values.get(name);
    if (value === undefined) return undefined;
    return {
      path: name,
      force: (): ItemValue => ({ type: 'value', value }),
      isLeftOut: () => false,
      place: value.place,
    };
  }

  names(): Iterable<string> {
    return this.#values.keys();
  }
}

/** `outputs: [a, b]`, or the last item. */
function readOutputs(
  node: SpecNode | null,
  last: ItemValue,
  names: LayerList,
  spec: Spec,
  context: BodyContext,
): { name: string; value: Value }[] {
  if (node === null) {
    const item = spec.layers[spec.layers.length - 1];
    if (last.type === 'value') return [{ name: lastName(names), value: last.value }];
    if (item !== undefined) {
      context.state.hasReferenceMistake = true;
      context.report({
        code: 'spec.missing-key',
        place: filePlace(item.kindRange),
        message: message(
          'This `parallel` has no output of its own. Give it a `merge`, or list its branches in `outputs`.',
        ),
      });
    }
    return [{ name: lastName(names), value: withoutShape(last.from) }];
  }
  const entries = node.type === 'sequence' ? node.items : [node];
  if (entries.length === 0) {
    context.report({
      code: 'spec.out-of-range',
      place: filePlace(node),
      message: message(
        '`outputs` is empty. Name what the model gives out, or leave the key away for the last layer.',
      ),
    });
  }
  const outputs = new Map<string, Value>();
  for (const entry of entries) {
    const output = readOutput(entry, names, context);
    if (output === null) continue;
    if (outputs.has(output.name)) reportOutputTwice(entry, output.name, context);
    outputs.set(output.name, output.value);
  }
  if (
    outputs.size === 0 &&
    entries.length > 0 &&
    entries.every((entry) => isLeftOut(entry, names, context))
  ) {
    context.report({
      code: 'spec.missing-key',
      place: filePlace(node),
      message: message('All layers that `outputs` names are left out, so the model gives nothing out.'),
    });
  }
  return [...outputs].map(([name, value]) => ({ name, value }));
}

function isLeftOut(node: SpecNode, names: LayerList, { builder }: BodyContext): boolean {
  if (node.type !== 'scalar' || typeof node.value !== 'string') return false;
  const resolved = resolveName(node.value, names, builder);
  return resolved.type === 'value' && resolved.isLeftOut;
}

function reportOutputTwice(node: SpecNode, name: string, context: BodyContext): void {
  context.report({
    code: 'spec.duplicate-name',
    place: filePlace(node),
    message: message('`{name}` is given out twice.', { name }),
  });
}

function lastName(names: LayerList): string {
  const all = [...names.names()];
  return all[all.length - 1] ?? 'output';
}

function readOutput(
  node: SpecNode,
  names: LayerList,
  context: BodyContext,
): { name: string; value: Value } | null {
  const place = placeOf(node, context.scope);
  if (node.type !== 'scalar' || typeof node.value !== 'string') {
    context.report({
      code: 'spec.wrong-type',
      place,
      message: message('`outputs` is a list of names of layers.'),
    });
    return null;
  }
  const resolved = resolveName(node.value, names, context.builder);
  if (resolved.type === 'value') {
    // As in any list of names, what `when` leaves out drops out.
    return resolved.isLeftOut ? null : { name: node.value, value: resolved.value };
  }
  context.state.hasReferenceMistake = true;
  const guess = resolved.type === 'split' ? null : nearest(node.value, names.names());
  context.report({
    code: resolved.type === 'split' ? 'spec.missing-key' : 'reference.unknown-name',
    place,
    message:
      resolved.type === 'split'
        ? message('`{name}` has no output of its own: name one of its branches.', { name: node.value })
        : message('There is no layer `{name}` to give out.', { name: node.value }),
    fixes:
      guess === null
        ? []
        : [
            {
              title: message('Change `{from}` to `{to}`', { from: node.value, to: guess }),
              changes: [{ type: 'replace', place, newText: guess }],
            },
          ],
  });
  return null;
}

/** A block that nobody uses: misspelled keys and the like are reported, shapes are not. */
function checkUnusedBlock(block: SpecBlock, file: FileContext, report: Report): void {
  const scope = new Scope('file');
  const place = filePlace(block.name);
  for (const name of [
    'in',
    'index',
    'repeat',
    ...block.parameters.map((parameter) => String(parameter.name.value)),
  ]) {
    scope.define(name, { kind: 'unknown', place, parameter: null });
  }
  const defaults = readDefaults(block.defaults, file.blocks, scope, report);
  const body: BodyContext = {
    file,
    builder: new BodyBuilder(),
    scope,
    defaults,
    report,
    isBlock: false,
    state: { hasReferenceMistake: false, isTooLarge: false },
  };
  const list: ListContext = {
    body,
    scope,
    defaults,
    source: 'file',
    prefix: '',
    group: null,
    names: null,
    report,
    formOnly: false,
  };
  const input: Value = { ref: { kind: 'input', index: 0 }, shape: null, place };
  const node = file.texts.get(block)?.layers ?? null;
  elaborateList({ node, what: 'layers', input, context: formContext(list) });
}
