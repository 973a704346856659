import type { NamedTensor } from '../runs/safetensors.ts';
import { flowYaml, plainOrQuoted, type YamlValue } from './flowYaml.ts';
import type { FoldedLayer, FoldedModel } from './foldedModel.ts';
import { layerNames } from './layerNames.ts';
import { writtenItem } from './writtenItem.ts';

export interface SpecFrame {
  readonly name: string;
  /** What the file says of itself, one line each. */
  readonly comments: readonly string[];
  readonly inputs: readonly { readonly name: string; readonly shape: readonly (number | string)[] }[];
  /** The entries under `train`. */
  readonly train: Readonly<Record<string, YamlValue>>;
}

export interface PrintedSpec {
  readonly text: string;
  /** The weights by the names that the spec gives them. */
  readonly tensors: ReadonlyMap<string, NamedTensor>;
}

/** A folded model as a spec with every layer written out, and its weights. */
export function printSpec(model: FoldedModel, frame: SpecFrame): PrintedSpec {
  const inputs = frame.inputs.map(({ name }) => name);
  const layers = withOneOutputEach(model);
  const names = layerNames(layers.layers, inputs);
  const items = new Items(layers, names, inputs).print();
  const outputs = layers.outputs.map((output) => items.nameOf(output));
  const lines = [
    ...frame.comments.map((comment) => `# ${comment}`),
    `model: ${plainOrQuoted(frame.name)}`,
    '',
    ...inputLines(frame.inputs),
    ...(outputs.length === 1 && outputs[0] === items.last ? [] : [`outputs: ${flowYaml(outputs)}`]),
    '',
    'layers:',
    ...items.lines,
    ...trainLines(frame.train),
  ];
  return { text: `${lines.join('\n')}\n`, tensors: tensorsOf(layers, names) };
}

function trainLines(train: SpecFrame['train']): string[] {
  const entries = Object.entries(train);
  if (entries.length === 0) return [];
  return ['', 'train:', ...entries.map(([key, value]) => `  ${key}: ${flowYaml(value)}`)];
}

function inputLines(inputs: SpecFrame['inputs']): string[] {
  const [only] = inputs;
  if (inputs.length === 1 && only?.name === 'input') return [`input: ${flowYaml(only.shape)}`];
  return ['inputs:', ...inputs.map(({ name, shape }) => `  ${plainOrQuoted(name)}: ${flowYaml(shape)}`)];
}

/** A layer can be given out once; what is given out again, and an input that is, goes through one that does nothing. */
function withOneOutputEach({ layers, outputs }: FoldedModel): FoldedModel {
  const all = [...layers];
  const given = new Set<number>();
  const places = outputs.map((output) => {
    if (output >= 0 && !given.has(output)) {
      given.add(output);
      return output;
    }
    const [tensors, op] = [
      new Map<string, NamedTensor>(),
      { kind: 'dropout', attributes: { rate: 0 } } as const,
    ];
    all.push({ path: 'output', op, inputs: [output], tensors, weightsOf: null, madeOf: [] });
    return all.length - 1;
  });
  return { layers: all, outputs: places };
}

function tensorsOf({ layers }: FoldedModel, names: readonly string[]): Map<string, NamedTensor> {
  const tensors = new Map<string, NamedTensor>();
  layers.forEach((layer, place) => {
    if (layer.weightsOf !== null) return;
    for (const [name, tensor] of layer.tensors) tensors.set(`${names[place] ?? ''}/${name}`, tensor);
  });
  return tensors;
}

/** `a.b: x, y.z` for a.b.x and a.b.y.z. */
function listPaths(paths: readonly string[]): string {
  const lists = paths.map((path) => path.split('.').slice(0, -1));
  const [first = []] = lists;
  const differs = first.findIndex((step, at) => lists.some((list) => list[at] !== step));
  const common = first.slice(0, differs < 0 ? first.length : differs);
  if (common.length === 0) return paths.join(', ');
  const prefix = common.join('.');
  return `${prefix}: ${paths.map((path) => path.slice(prefix.length + 1)).join(', ')}`;
}

const MERGES = new Set(['add', 'multiply', 'mean', 'concat', 'gate']);
const WITH_ACTIVATION = new Set(['conv', 'conv_transpose', 'depthwise_conv', 'dense']);

/** The items of the list. An activation that alone follows a convolution or dense layer is written in its item. */
class Items {
  readonly lines: string[] = [];
  /** The name of the last item. */
  last = 'input';
  readonly #model: FoldedModel;
  readonly #names: readonly string[];
  readonly #inputs: readonly string[];
  /** Of each place, the item that gives it, where that is another's. */
  readonly #within = new Map<number, number>();
  readonly #uses: readonly number[];

  constructor(model: FoldedModel, names: readonly string[], inputs: readonly string[]) {
    this.#model = model;
    this.#names = names;
    this.#inputs = inputs;
    const uses = model.layers.map(() => 0);
    const used = [...model.layers.flatMap((layer) => layer.inputs), ...model.outputs];
    for (const place of used) if (place >= 0) uses[place] = (uses[place] ?? 0) + 1;
    this.#uses = uses;
  }

  print(): this {
    const { layers } = this.#model;
    const lenders = new Set(layers.map(({ weightsOf }) => weightsOf));
    let before = -1;
    layers.forEach((layer, place) => {
      if (this.#within.has(place)) return;
      const isAlone = layer.weightsOf === null && !lenders.has(place);
      const activation = isAlone ? this.#activationAfter(layer, place) : null;
      this.#printItem(layer, place, activation, before);
      before = activation === null ? place : place + 1;
      this.last = this.nameOf(place);
    });
    return this;
  }

  nameOf(place: number): string {
    if (place < 0) return this.#inputs[-1 - place] ?? 'input';
    return this.#names[this.#within.get(place) ?? place] ?? '';
  }

  /** The activation that the item can say; its place then belongs to the item. */
  #activationAfter(layer: FoldedLayer, place: number): string | null {
    const next = this.#model.layers[place + 1];
    if (next?.op.kind !== 'activation' || !WITH_ACTIVATION.has(layer.op.kind)) return null;
    const { type } = next.op.attributes;
    // These two have values of their own.
    if (type === 'leaky_relu' || type === 'prelu') return null;
    if (next.inputs[0] !== place || this.#uses[place] !== 1) return null;
    this.#within.set(place + 1, place);
    return type;
  }

  #printItem(layer: FoldedLayer, place: number, activation: string | null, before: number): void {
    if (layer.madeOf.length > 0) this.lines.push(`  # from ${listPaths(layer.madeOf)}`);
    const { kind, value } = writtenItem(layer.op, activation === null ? {} : { activation });
    const isMerge = MERGES.has(kind);
    const producers = flowYaml(layer.inputs.map((input) => this.nameOf(input)));
    if (isMerge && value === '') this.lines.push(`  - ${kind}: ${producers}`);
    else this.lines.push(`  - ${kind}:${value === '' ? '' : ` ${value}`}`);
    this.lines.push(`    name: ${this.nameOf(place)}`);
    const [input = -1] = layer.inputs;
    if (isMerge && value !== '') this.lines.push(`    from: ${producers}`);
    else if (!isMerge && input !== before) this.lines.push(`    from: ${this.nameOf(input)}`);
    if (layer.weightsOf !== null) this.lines.push(`    weights: ${this.nameOf(layer.weightsOf)}`);
  }
}
