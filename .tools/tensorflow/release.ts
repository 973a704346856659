/** The TensorFlow that the tests and a checkout run on; the addon works with 2.15 to 2.21. */
export const tensorflowVersion = '2.18.1';

/** Sizes of the wheel and of what is unpacked from it, for progress and for the check of free space. */
export const wheelBytes = 230_236_181;
export const unpackedBytes = 683_000_000;

export const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'] as const;

/** What the addon's sources include, below the wheel's `tensorflow/include`. */
export const headers = [
  'tensorflow/c/c_api.h',
  'tensorflow/c/c_api_macros.h',
  'tensorflow/c/tf_attrtype.h',
  'tensorflow/c/tf_buffer.h',
  'tensorflow/c/tf_datatype.h',
  'tensorflow/c/tf_status.h',
  'tensorflow/c/tf_tensor.h',
  'tensorflow/c/tf_tstring.h',
  'tensorflow/c/eager/c_api.h',
  'tensorflow/core/platform/ctstring.h',
  'tensorflow/core/platform/ctstring_internal.h',
  'tsl/platform/ctstring.h',
  'tsl/platform/ctstring_internal.h',
  'xla/tsl/c/tsl_status.h',
] as const;

/** The names of the wheel's platform for pip, by Node's name of the processor. */
export const wheelPlatforms: Readonly<Partial<Record<string, readonly string[]>>> = {
  x64: ['manylinux2014_x86_64', 'manylinux_2_27_x86_64'],
  arm64: ['manylinux2014_aarch64', 'manylinux_2_27_aarch64'],
};
