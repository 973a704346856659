import { formatMessage } from '../../core/diagnostics/message.ts';
import { isConcrete } from '../../core/model/shape.ts';
import { type Images, imageSymbols } from '../../core/plan/imageSymbols.ts';
import { TrainingError } from '../trainingError.ts';
import { readSpec, type SpecSource, type TrainableSpec } from './readSpec.ts';

/**
 * The spec with the symbols of its input bound by the images of its data set: `input: [H, W, 3]` is trained at
 * the size that the data have. Whatever reads a run's spec binds it so.
 */
export function bindSymbols(spec: TrainableSpec, source: SpecSource, images: Images): TrainableSpec {
  const symbols = imageSymbols(spec.model, images);
  if (symbols.type === 'conflict') {
    throw new TrainingError('data.mismatch', 1, `${source.name}: ${formatMessage(symbols.message)}`);
  }
  const { sizes } = symbols;
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
