/** Every setting of the product. Code reads them through `settings.ts` only. */

export interface SettingDeclaration {
  readonly id: string;
  readonly type: 'string' | 'integer' | 'boolean';
  readonly default: string | number | boolean;
  readonly description: string;
  /**
   * `machine`: paths of programs and libraries, which a workspace must not be able to choose. They are
   * also listed as restricted in untrusted workspaces.
   */
  readonly scope: 'machine' | 'resource' | 'window';
  readonly enum?: readonly { readonly value: string; readonly description: string }[];
  readonly minimum?: number;
}

export const SETTINGS = {
  runsFolder: {
    id: 'resnetDesigner.runsFolder',
    type: 'string',
    default: '',
    description:
      'Where training runs are kept. A relative path starts at the folder of the spec. Empty: a folder named `runs` beside the spec.',
    scope: 'resource',
  },
  backend: {
    id: 'resnetDesigner.training.backend',
    type: 'string',
    default: 'auto',
    description: 'What runs the training.',
    scope: 'window',
    enum: [
      { value: 'auto', description: 'TensorFlow where its library is found, else WebAssembly.' },
      { value: 'tensorflow', description: 'The TensorFlow library: fast, on the processor or a CUDA GPU.' },
      { value: 'wasm', description: 'WebAssembly: needs nothing, three to eight times slower.' },
    ],
  },
  device: {
    id: 'resnetDesigner.training.device',
    type: 'string',
    default: 'auto',
    description: 'Where the training runs.',
    scope: 'window',
    enum: [
      { value: 'auto', description: 'A GPU where one works, else the processor.' },
      { value: 'gpu', description: 'A GPU; the run does not start without one.' },
      { value: 'cpu', description: 'The processor.' },
    ],
  },
  threads: {
    id: 'resnetDesigner.training.threads',
    type: 'integer',
    default: 0,
    minimum: 0,
    description: 'Threads of one operation on the processor. 0: as many as there are cores.',
    scope: 'machine',
  },
  pythonPath: {
    id: 'resnetDesigner.pythonPath',
    type: 'string',
    default: '',
    description:
      'Python program used to look for an installed TensorFlow and to fetch its library with pip. Empty: `python3` on the path.',
    scope: 'machine',
  },
  tensorflowLibraryPath: {
    id: 'resnetDesigner.tensorflow.libraryPath',
    type: 'string',
    default: '',
    description:
      'Folder that holds `libtensorflow_cc.so.2`. Empty: look in the active Python environment, then in the copy that the extension fetched.',
    scope: 'machine',
  },
} as const satisfies Record<string, SettingDeclaration>;
