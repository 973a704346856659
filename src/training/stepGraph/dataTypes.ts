/** Numbers of TensorFlow's `DataType` (`types.proto`). */
export const DATA_TYPES = { float32: 1, int32: 3, bool: 10 } as const;
