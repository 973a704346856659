import type { Tensor } from '@tensorflow/tfjs';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node/dist/nodejs_kernel_backend.js';
import type { TFEOpAttr, TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import type {
  GraphBackend,
  LoadedGraph,
  RecordedAttribute,
  RecordedOperation,
  RecordedValue,
  Recording,
} from './graphBackend.ts';

/** The tag of the one graph in each file. */
const TAG = 'serve';

/** Recording is done where tfjs-node's backend talks to its addon, so nothing that runs is missed. */
export function createTensorflowGraphs(backend: NodeJSKernelBackend): GraphBackend {
  return {
    record(run) {
      const recorder = new Recorder(backend.binding);
      const { binding } = backend;
      backend.binding = recorder.binding;
      try {
        return { result: run(), recording: recorder };
      } finally {
        backend.binding = binding;
      }
    },
    infoOf: (tensor) => ({ id: idOf(backend, tensor), shape: tensor.shape, dtype: dtypeOf(backend, tensor) }),
    valueOf(id) {
      const { binding } = backend;
      const [copy] = binding.executeOp('Identity', [], [id], 1);
      if (copy === undefined) throw new Error(`tensor ${id} is gone`);
      const values = binding.tensorDataSync(copy.id).slice();
      binding.deleteTensor(copy.id);
      return { shape: copy.shape, dtype: copy.dtype, values };
    },
    load: (folder) => loadGraph(backend, folder),
  };
}

/** Sends what JavaScript still holds of the tensor to TensorFlow. */
function idOf(backend: NodeJSKernelBackend, tensor: Tensor): number {
  // tfjs-node declares it without its types.
  const idsOf = backend['getInputTensorIds'] as (tensors: readonly Tensor[]) => readonly number[];
  const [id] = idsOf.call(backend, [tensor]);
  if (id === undefined) throw new Error('the tensor has no id');
  return id;
}

function dtypeOf({ binding }: NodeJSKernelBackend, { dtype }: Tensor): number {
  switch (dtype) {
    case 'float32':
      return binding.TF_FLOAT;
    case 'int32':
      return binding.TF_INT32;
    case 'bool':
      return binding.TF_BOOL;
    default:
      throw new Error(`a graph holds no tensors of ${dtype}`);
  }
}

/** Listens to an addon. Its own methods cannot be replaced, so it is wrapped. */
class Recorder implements Recording {
  readonly operations: RecordedOperation[] = [];
  readonly uploads = new Map<number, RecordedValue>();
  readonly reads: number[] = [];
  readonly binding: TFJSBinding;

  constructor(real: TFJSBinding) {
    const heard: Partial<TFJSBinding> = {
      executeOp: (name, attributes, inputs, count) => {
        const outputs = real.executeOp(name, attributes, inputs, count);
        const recorded = attributes.map((attribute) => recordedAttribute(real, attribute));
        this.operations.push({ name, attributes: recorded, inputs: [...inputs], outputs: [...outputs] });
        return outputs;
      },
      createTensor: (shape, dtype, buffer) => {
        const id = real.createTensor(shape, dtype, buffer);
        if (!ArrayBuffer.isView(buffer)) throw new Error('a graph holds no texts');
        const values = buffer.slice();
        this.uploads.set(id, { shape: [...shape], dtype, values });
        return id;
      },
      tensorDataSync: (id) => {
        this.reads.push(id);
        return real.tensorDataSync(id);
      },
    };
    const members = Object.entries(heard).map(([name, value]) => [name, { value }]);
    this.binding = Object.create(real, Object.fromEntries(members) as PropertyDescriptorMap) as TFJSBinding;
  }
}

function recordedAttribute(binding: TFJSBinding, { name, type, value }: TFEOpAttr): RecordedAttribute {
  const isList = Array.isArray(value);
  switch (type) {
    case binding.TF_ATTR_STRING:
      return { name, kind: 'text', value: value as string };
    case binding.TF_ATTR_INT:
      return isList
        ? { name, kind: 'integers', value: value as number[] }
        : { name, kind: 'integer', value: Number(value) };
    case binding.TF_ATTR_FLOAT:
      return isList
        ? { name, kind: 'floats', value: value as number[] }
        : { name, kind: 'float', value: Number(value) };
    case binding.TF_ATTR_BOOL:
      return { name, kind: 'flag', value: Boolean(value) };
    case binding.TF_ATTR_TYPE:
      return { name, kind: 'type', value: Number(value) };
    case binding.TF_ATTR_SHAPE:
      return { name, kind: 'shape', value: value as number[] };
    default:
      throw new Error(`the attribute ${name} is of a kind that is not recorded`);
  }
}

function loadGraph(backend: NodeJSKernelBackend, folder: string): LoadedGraph {
  const session = backend.loadSavedModelMetaGraph(folder, TAG);
  return {
    run(feeds, outputs) {
      const infos = [...feeds.keys()].map((name) => ({ name: `${name}:0`, tfDtype: '' }));
      const names = outputs.map((name) => `${name}:0`);
      return backend.runSavedModel(session, [...feeds.values()], infos as never[], names);
    },
    dispose() {
      backend.deleteSavedModel(session);
    },
  };
}
