import { message } from '../diagnostics/message.ts';
import type { Place } from '../language/place.ts';
import type { Op } from '../model/op.ts';
import { type Dim, isVector, type MaybeShape, type Shape } from '../model/shape.ts';
import type { ShapeProblem } from '../ops/opDefinition.ts';
import { definitionOf } from '../ops/registry.ts';
import type { ItemContext } from './listContext.ts';
import type { Producer } from './producers.ts';
import { type Value, withoutShape } from './value.ts';

export interface NewOp {
  readonly op: Op;
  readonly path: string;
  readonly inputs: readonly Producer[];
  /** False where an attribute is bad or unknown: the shape is then unknown without a further word. */
  readonly complete: boolean;
  readonly placeOf: (name: string) => Place;
  /** For fixes; see `ReadAttributes`. */
  readonly literalPlaceOf?: (name: string) => Place | null;
  readonly group?: ItemContext['group'];
}

/** Infers the shape of an op and adds it to the body. */
export function addOp(added: NewOp, context: ItemContext): Value {
  const { op, path, inputs, complete, placeOf, group } = added;
  const { body, item, place, report, formOnly } = context;
  const shapes = inputs.map((input) => input.value.shape);
  if (formOnly)
    return withoutShape(inputs[0]?.value ?? { ref: { kind: 'input', index: 0 }, shape: null, place });
  const known = shapes.filter((shape): shape is Shape => shape !== null);
  const problem = shapeProblem(inputs, placeOf, report, place);
  let output: MaybeShape = null;
  if (complete && known.length === shapes.length)
    output = definitionOf(op).infer(op.attributes, known, problem);
  body.file.limits.nodes++;
  const value = body.builder.addOp(op, {
    isComplete: complete,
    path,
    inputs: inputs.map((input) => input.value),
    output,
    item,
    group: group === undefined ? context.group : group,
    place,
  });
  if (added.literalPlaceOf !== undefined) {
    body.builder.setLiteralPlaces(added.literalPlaceOf);
  }
  return value;
}

/** A vector as a count, as messages write it: `215,296`. */
function unitsOr(shape: Shape): Shape | Dim {
  return isVector(shape) ? shape[0] : shape;
}

function shapeProblem(
  inputs: readonly Producer[],
  placeOf: (name: string) => Place,
  report: ItemContext['report'],
  itemPlace: Place,
): ShapeProblem {
  return ({ code, severity, culprit, message: text, restrictions, relatedProducers = [] }) => {
    const place =
      culprit.type === 'attribute'
        ? placeOf(culprit.name)
        : culprit.type === 'producer'
          ? (inputs[culprit.index]?.place ?? itemPlace)
          : itemPlace;
    report({
      code,
      ...(severity === undefined ? {} : { severity }),
      ...(restrictions === undefined ? {} : { restrictions }),
      place,
      message: text,
      related: relatedProducers.flatMap((index) => {
        const { place: from, shape } = inputs[index]?.value ?? {};
        return from === null || from === undefined || shape === null || shape === undefined
          ? []
          : [{ place: from, message: message('{shape} comes from here.', { shape: unitsOr(shape) }) }];
      }),
    });
  };
}
