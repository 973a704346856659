import type { Tensor } from '@tensorflow/tfjs';

/** A tensor as TensorFlow knows it. `dtype` is a number of its `DataType`. */
export interface TensorInfo {
  /** Of no other tensor, also after this one is gone. */
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: number;
}

/** Values that JavaScript made, or that stood in a tensor before the recording began. */
export interface RecordedValue extends Omit<TensorInfo, 'id'> {
  readonly values: Float32Array | Int32Array | Uint8Array;
}

export type RecordedAttribute = { readonly name: string } & (
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'integer' | 'float' | 'type'; readonly value: number }
  | { readonly kind: 'integers' | 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'shape'; readonly value: readonly number[] }
);

/** One operation as it was executed; tensors by their ids. */
export interface RecordedOperation {
  readonly name: string;
  readonly attributes: readonly RecordedAttribute[];
  readonly inputs: readonly number[];
  readonly outputs: readonly TensorInfo[];
}

/** All that TensorFlow was told while a function ran. */
export interface Recording {
  readonly operations: readonly RecordedOperation[];
  /** What JavaScript made, by tensor. */
  readonly uploads: ReadonlyMap<number, RecordedValue>;
  /** The tensors whose values JavaScript asked for. */
  readonly reads: readonly number[];
}

/** A graph in TensorFlow's memory, with variables of its own. */
export interface LoadedGraph {
  /**
   * @param feeds by the name of the node that takes it.
   * @param outputs the nodes whose first values are asked for; the caller disposes of the tensors.
   */
  run(feeds: ReadonlyMap<string, Tensor>, outputs: readonly string[]): Tensor[];
  dispose(): void;
}

/** Records what functions compute, and computes it again from a file as one call. Only TensorFlow can. */
export interface GraphBackend {
  record<T>(run: () => T): { readonly recording: Recording; readonly result: T };
  /** What a tensor is, without reading it; its values are in TensorFlow's memory afterwards. */
  infoOf(tensor: Tensor): TensorInfo;
  /** The values of a tensor that still exists. */
  valueOf(id: number): RecordedValue;
  /** @param folder of a `saved_model.pb`. Never the same one twice in a process: TensorFlow would give the first again. */
  load(folder: string): LoadedGraph;
}
