interface InferredType {
  /** The attribute. */
  readonly name: string;
  /** The input whose type it is. */
  readonly input: number;
}

/** Attributes that TensorFlow finds by itself when it runs a single operation, and a graph must state. */
const INFERRED: Readonly<Record<string, readonly InferredType[]>> = {
  ExpandDims: [
    { name: 'T', input: 0 },
    { name: 'Tdim', input: 1 },
  ],
};

export function inferredTypes(operation: string): readonly InferredType[] {
  return INFERRED[operation] ?? [];
}
