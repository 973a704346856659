import { formatShape, isConcrete } from '../../core/model/shape.ts';
import { symbolsOf } from '../../core/symbolic/evaluateSize.ts';
import type { Dataset } from '../data/dataset.ts';
import { TrainingError } from '../trainingError.ts';
import { readSpec, type SpecSource, type TrainableSpec } from './readSpec.ts';

type Images = Pick<Dataset, 'name' | 'shape'>;

/**
 * The spec with the symbols of its input bound by the images of its data set: `input: [H, W, 3]` is trained at
 * the size that the data have. Whatever reads a run's spec binds it so.
 */
export function bindSymbols(spec: TrainableSpec, source: SpecSource, images: Images): TrainableSpec {
  const sizes = symbolSizes(spec, source.name, images);
  if (sizes.size === 0) return spec;
  try {
    return readSpec({ ...source, set: { ...source.set, ...Object.fromEntries(sizes) } });
  } catch (error) {
    if (!(error instanceof TrainingError)) throw error;
    const bound = [...sizes].map(([name, size]) => `${name} = ${size}`).join(' and ');
    const why = `This is so for ${bound}, the size of the images of ${images.name}.`;
    throw new TrainingError(error.code, error.exitCode, `${error.message} ${why}`, { cause: error });
  }
}

/** Whether sizes of the net depend on the data set. */
export function hasSymbols({ flat }: TrainableSpec): boolean {
  return flat.ops.some(({ node }) => node.inputShapes.some((shape) => shape !== null && !isConcrete(shape)));
}

/** Each symbol of the input that is used, with the size that stands at its place in the images. */
function symbolSizes({ model, flat }: TrainableSpec, spec: string, images: Images): Map<string, number> {
  const used = new Set(flat.ops.flatMap(({ inputs }) => inputs));
  const sizes = new Map<string, number>();
  model.body.inputs.forEach(({ name, shape }, k) => {
    // Inputs of another rank and several of them are refused elsewhere, whatever their symbols stand for.
    if (!used.has(-1 - k) || shape === null || isConcrete(shape) || shape.length !== images.shape.length)
      return;
    shape.forEach((dim, axis) => {
      const [symbol] = symbolsOf(dim);
      const size = images.shape[axis] ?? 0;
      if (symbol === undefined) return;
      const before = sizes.get(symbol) ?? size;
      if (before !== size) {
        throw new TrainingError(
          'data.mismatch',
          1,
          `${spec}: the symbol \`${symbol}\` of \`${name}\` (${formatShape(shape)}) would have to be both ${before} and ${size}, since the images of ${images.name} are ${formatShape(images.shape)}. Give each size a symbol of its own, such as \`[H, W, ${images.shape[2]}]\`.`,
        );
      }
      sizes.set(symbol, size);
    });
  });
  return sizes;
}
