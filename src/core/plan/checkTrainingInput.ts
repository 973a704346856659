import { message } from '../diagnostics/message.ts';
import { filePlace, type Place } from '../language/place.ts';
import type { Shape } from '../model/shape.ts';
import type { SpecNode } from '../spec/node.ts';
import { pairOf, valueOf } from '../spec/readSpec.ts';
import type { Spec } from '../spec/spec.ts';
import { isSymbolic } from '../symbolic/symbolicSize.ts';
import type { TrainingCheck } from './checkTraining.ts';
import { usedInputs } from './imageSymbols.ts';

/** train.input-mismatch: the data set gives images of another shape. A symbol takes the size of the images. */
export function checkTrainingInput(check: TrainingCheck): void {
  const { spec, model, dataset, report } = check;
  const images = dataset?.form.shape ?? null;
  const [input, ...others] = usedInputs(model);
  if (others.length > 0) reportSeveralInputs(check);
  if (dataset === null || images === null || input === undefined || others.length > 0) return;
  if (input.shape === null) return;
  if (fits(input.shape, images)) return;
  const node = inputNode(spec, input.name);
  const place: Place = node === null ? dataset.place : filePlace(node);
  const wanted = `[${images.join(', ')}]`;
  report({
    code: 'train.input-mismatch',
    place,
    message: message(
      'The data set {name} gives images of {images}, and the model takes {input}. Write `{wanted}`, or name another data set.',
      { name: dataset.form.name, images, input: input.shape, wanted },
    ),
    related: [{ place: dataset.place, message: message('The data set is named here.') }],
    fixes: [
      {
        title: message('Take images of {images}', { images }),
        changes: [{ type: 'replace', place, newText: wanted }],
      },
    ],
  });
}

/** A model that reads several inputs cannot be trained with one image an example, at whatever size. */
function reportSeveralInputs({ spec, model, dataset, report }: TrainingCheck): void {
  const inputs = usedInputs(model);
  const root = spec.root?.type === 'map' ? spec.root : null;
  const key = pairOf(root, 'inputs')?.key;
  const named = message('The data set is named here.');
  report({
    code: 'train.input-mismatch',
    place: key === undefined ? (dataset?.place ?? filePlace({ start: 0, end: 0 })) : filePlace(key),
    message: message(
      'The model reads {count} inputs ({names}), and a data set gives one image an example. Only models with one used input can be trained.',
      { count: inputs.length, names: inputs.map(({ name }) => `\`${name}\``).join(', ') },
    ),
    related: dataset === null ? [] : [{ place: dataset.place, message: named }],
  });
}

function fits(input: Shape, images: readonly number[]): boolean {
  return (
    input.length === images.length && input.every((dim, axis) => isSymbolic(dim) || dim === images[axis])
  );
}

/** The shape of an input as the file writes it. */
export function inputNode({ root }: Spec, name: string): SpecNode | null {
  const map = root?.type === 'map' ? root : null;
  const several = valueOf(map, 'inputs');
  return several?.type === 'map' ? valueOf(several, name) : valueOf(map, 'input');
}
