import { message } from '../diagnostics/message.ts';
import { filePlace, type Place } from '../language/place.ts';
import type { BodyInput, Model } from '../model/model.ts';
import type { Shape } from '../model/shape.ts';
import type { SpecNode } from '../spec/node.ts';
import { valueOf } from '../spec/readSpec.ts';
import type { Spec } from '../spec/spec.ts';
import { isSymbolic } from '../symbolic/symbolicSize.ts';
import type { TrainingCheck } from './checkTraining.ts';
import { usedInputs } from './imageSymbols.ts';

/** train.input-mismatch: the data set gives images of another shape. A symbol takes the size of the images. */
export function checkTrainingInput({ spec, model, dataset, report }: TrainingCheck): void {
  const images = dataset?.form.shape ?? null;
  const input = onlyUsedInput(model);
  if (dataset === null || images === null || input?.shape === null || input === null) return;
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

/** A model that reads several inputs cannot be trained with one image an example; that is another mistake. */
function onlyUsedInput(model: Model): BodyInput | null {
  const [first, second] = usedInputs(model);
  return first === undefined || second !== undefined ? null : first;
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
