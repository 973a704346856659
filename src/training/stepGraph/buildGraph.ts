import type { RecordedOperation, RecordedValue, TensorInfo } from '../backends/graphBackend.ts';
import { DATA_TYPES } from './dataTypes.ts';
import { type AttributeValue, constantKey, type GraphNode } from './graphDefinition.ts';
import { DONE, feedName, READ, RESTORE, resultName, variableName } from './graphNames.ts';
import { inferredTypes } from './inferredTypes.ts';
import type { TracedFunction } from './traceFunction.ts';

/**
 * The functions as one graph. Its variables are resources that all functions share; each function reads a variable
 * once, before it may set it, and its result waits for all that it sets.
 */
export function buildGraph(functions: readonly TracedFunction[]): GraphNode[] {
  const graph = new GraphBuilder();
  const variables = functions[0]?.state ?? [];
  variables.forEach((variable, at) => {
    graph.add(
      variableName(at),
      'VarHandleOp',
      [],
      [
        type('dtype', variable.dtype),
        shape('shape', variable.shape),
        { name: 'shared_name', kind: 'text', value: variableName(at) },
        { name: 'container', kind: 'text', value: '' },
      ],
    );
  });
  for (const traced of functions) new FunctionBuilder(graph, traced).build();
  addRestore(graph, variables);
  addRead(graph, variables);
  return graph.nodes;
}

const type = (name: string, value: number): AttributeValue => ({ name, kind: 'type', value });
const shape = (name: string, value: readonly number[]): AttributeValue => ({ name, kind: 'shape', value });

class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  readonly #constants = new Map<string, string>();

  /** @returns the name, as an input of other nodes. */
  add(
    name: string,
    operation: string,
    inputs: readonly string[],
    attributes: readonly AttributeValue[],
  ): string {
    this.nodes.push({ name, operation, inputs, attributes });
    return name;
  }

  /** Equal constants are one node. */
  constant(value: RecordedValue): string {
    const key = constantKey(value);
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const name = this.add(
      `constant${this.#constants.size}`,
      'Const',
      [],
      [type('dtype', value.dtype), { name: 'value', kind: 'tensor', value }],
    );
    this.#constants.set(key, name);
    return name;
  }
}

/** Adds one function: what of it leads to its result or to a variable. */
class FunctionBuilder {
  readonly #graph: GraphBuilder;
  readonly #traced: TracedFunction;
  /** By tensor, what is known of where it comes from. */
  readonly #operations = new Map<number, { readonly at: number; readonly output: number }>();
  readonly #variables: ReadonlyMap<number, number>;
  readonly #references = new Map<number, string>();
  /** By variable: the node that reads it. */
  readonly #reads = new Map<number, string>();

  constructor(graph: GraphBuilder, traced: TracedFunction) {
    this.#graph = graph;
    this.#traced = traced;
    traced.recording.operations.forEach(({ outputs }, at) => {
      outputs.forEach(({ id }, output) => this.#operations.set(id, { at, output }));
    });
    this.#variables = new Map(traced.state.map(({ id }, at) => [id, at]));
  }

  build(): void {
    const { name, feeds, recording, updates, result, state } = this.#traced;
    for (const [feed, info] of feeds) {
      const attributes = [type('dtype', info.dtype), shape('shape', info.shape)];
      this.#references.set(info.id, this.#graph.add(feedName(name, feed), 'Placeholder', [], attributes));
    }
    const live = this.#live();
    recording.operations.forEach((operation, at) => {
      if (live.has(at)) this.#addOperation(operation, at);
    });
    const assigned = updates.map(({ variable, tensor }) => {
      const value = this.#reference(tensor);
      const read = this.#reads.get(variable);
      return this.#graph.add(
        `${name}/assign${variable}`,
        'AssignVariableOp',
        [variableName(variable), value, ...(read === undefined ? [] : [`^${read}`])],
        [type('dtype', state[variable]?.dtype ?? DATA_TYPES.float32)],
      );
    });
    const inputs = [this.#reference(result.id), ...assigned.map((node) => `^${node}`)];
    this.#graph.add(resultName(name), 'Identity', inputs, [type('T', result.dtype)]);
  }

  /** The operations that something depends on. */
  #live(): Set<number> {
    const { updates, result, recording } = this.#traced;
    const live = new Set<number>();
    const open = [result.id, ...updates.map(({ tensor }) => tensor)];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const made = this.#operations.get(id);
      if (made === undefined || live.has(made.at)) continue;
      live.add(made.at);
      open.push(...(recording.operations[made.at]?.inputs ?? []));
    }
    return live;
  }

  #addOperation({ name, attributes, inputs, outputs }: RecordedOperation, at: number): void {
    const given = new Set(attributes.map((attribute) => attribute.name));
    const more = inferredTypes(name)
      .filter((inferred) => !given.has(inferred.name))
      .map((inferred) => type(inferred.name, this.#infoOf(inputs[inferred.input] ?? -1).dtype));
    const node = this.#graph.add(
      `${this.#traced.name}/${at}_${name}`,
      name,
      inputs.map((id) => this.#reference(id)),
      [...attributes, ...more],
    );
    outputs.forEach(({ id }, output) => {
      this.#references.set(id, output === 0 ? node : `${node}:${output}`);
    });
  }

  #reference(id: number): string {
    const known = this.#references.get(id);
    if (known !== undefined) return known;
    const variable = this.#variables.get(id);
    const made = variable === undefined ? this.#graph.constant(this.#valueOf(id)) : this.#read(variable);
    this.#references.set(id, made);
    return made;
  }

  #read(variable: number): string {
    const dtype = this.#traced.state[variable]?.dtype ?? DATA_TYPES.float32;
    const name = `${this.#traced.name}/read${variable}`;
    const node = this.#graph.add(name, 'ReadVariableOp', [variableName(variable)], [type('dtype', dtype)]);
    this.#reads.set(variable, node);
    return node;
  }

  #valueOf(id: number): RecordedValue {
    const { recording, captures } = this.#traced;
    const value = recording.uploads.get(id) ?? captures.get(id);
    if (value === undefined) throw new Error(`nobody made the tensor ${id}`);
    return value;
  }

  #infoOf(id: number): Omit<TensorInfo, 'id'> {
    const { recording, feeds, state } = this.#traced;
    const made = this.#operations.get(id);
    const output = made === undefined ? undefined : recording.operations[made.at]?.outputs[made.output];
    const known = [...feeds.values(), ...state].find((info) => info.id === id);
    return output ?? known ?? this.#valueOf(id);
  }
}

/** Sets all variables. What is fed is copied, so that TensorFlow never frees memory that JavaScript owns. */
function addRestore(graph: GraphBuilder, variables: readonly TensorInfo[]): void {
  const assigned = variables.map(({ dtype, shape: dimensions }, at) => {
    const attributes = [type('dtype', dtype), shape('shape', dimensions)];
    const given = graph.add(feedName(RESTORE, variableName(at)), 'Placeholder', [], attributes);
    const copy = graph.add(`${RESTORE}/copy${at}`, 'DeepCopy', [given], [type('T', dtype)]);
    const inputs = [variableName(at), copy];
    return graph.add(`${RESTORE}/assign${at}`, 'AssignVariableOp', inputs, [type('dtype', dtype)]);
  });
  const one = graph.constant({ shape: [], dtype: DATA_TYPES.int32, values: Int32Array.of(1) });
  const inputs = [one, ...assigned.map((node) => `^${node}`)];
  graph.add(DONE, 'Identity', inputs, [type('T', DATA_TYPES.int32)]);
}

function addRead(graph: GraphBuilder, variables: readonly TensorInfo[]): void {
  variables.forEach(({ dtype }, at) => {
    graph.add(`${READ}/${variableName(at)}`, 'ReadVariableOp', [variableName(at)], [type('dtype', dtype)]);
  });
}
