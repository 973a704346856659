import type { Tensor, Variable } from '@tensorflow/tfjs';
import type { GraphBackend, RecordedValue, Recording, TensorInfo } from '../backends/graphBackend.ts';

/** One function of a graph as it ran once: what it was given, what it did, what it gave. */
export interface TracedFunction {
  /** Within the graph: `train128`. */
  readonly name: string;
  readonly recording: Recording;
  readonly feeds: ReadonlyMap<string, TensorInfo>;
  /** By the variable's place in the list: the tensor that it was. */
  readonly state: readonly TensorInfo[];
  /** The variables that it set, and the tensors that they became. */
  readonly updates: readonly { readonly variable: number; readonly tensor: number }[];
  readonly result: TensorInfo;
  /** What was used and stood there before. */
  readonly captures: ReadonlyMap<number, RecordedValue>;
}

export interface Traceable {
  readonly name: string;
  readonly feeds: Readonly<Record<string, Tensor>>;
  /** May set the variables; its result is disposed of. */
  readonly run: () => Tensor;
}

/**
 * Runs a function once and records it. The variables are afterwards what they were.
 * @throws where it read a value that depends on what it was given: the reading would be done once and for all.
 */
export function traceFunction(
  graphs: GraphBackend,
  variables: readonly Variable[],
  { name, feeds, run }: Traceable,
): TracedFunction {
  const given = new Map(Object.entries(feeds).map(([key, tensor]) => [key, graphs.infoOf(tensor)]));
  // Clones share the values, so this costs nothing and keeps them.
  const before = variables.map((variable) => variable.clone());
  const state = before.map((tensor) => graphs.infoOf(tensor));
  try {
    const { recording, result } = graphs.record(run);
    const updates = variables.flatMap((variable, at) => {
      const { id } = graphs.infoOf(variable);
      return id === state[at]?.id ? [] : [{ variable: at, tensor: id }];
    });
    const info = graphs.infoOf(result);
    const known = new Set([...given.values(), ...state].map(({ id }) => id));
    refuseReads(recording, known, name);
    const captures = captured(graphs, recording, known, [info.id, ...updates.map(({ tensor }) => tensor)]);
    result.dispose();
    return { name, recording, feeds: given, state, updates, result: info, captures };
  } finally {
    variables.forEach((variable, at) => {
      const old = before[at];
      if (old !== undefined) variable.assign(old);
      old?.dispose();
    });
  }
}

function refuseReads({ operations, reads }: Recording, known: ReadonlySet<number>, name: string): void {
  const dependent = new Set(known);
  for (const { inputs, outputs } of operations) {
    if (inputs.some((id) => dependent.has(id))) for (const { id } of outputs) dependent.add(id);
  }
  if (reads.some((id) => dependent.has(id))) throw new Error(`${name} reads a value while it is recorded`);
}

/** Values that neither the function made nor its feeds and variables are: constants of the graph. */
function captured(
  graphs: GraphBackend,
  { operations, uploads }: Recording,
  known: ReadonlySet<number>,
  ends: readonly number[],
): Map<number, RecordedValue> {
  const made = new Set(operations.flatMap(({ outputs }) => outputs.map(({ id }) => id)));
  const values = new Map<number, RecordedValue>();
  for (const id of [...operations.flatMap(({ inputs }) => inputs), ...ends]) {
    if (known.has(id) || made.has(id) || uploads.has(id) || values.has(id)) continue;
    values.set(id, graphs.valueOf(id));
  }
  return values;
}
