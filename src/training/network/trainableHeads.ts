import type { FlatModel } from '../../core/model/flatten.ts';
import type { Model } from '../../core/model/model.ts';
import { formatShape, isConcrete, type Shape, sameShape } from '../../core/model/shape.ts';
import type { LabelEvidence } from '../data/dataset.ts';
import { TrainingError } from '../trainingError.ts';

/** What a data set gives, and what the net must answer. */
export interface ExampleForm {
  readonly name: string;
  readonly shape: Shape;
  readonly classes: number;
  readonly labels?: LabelEvidence;
}

export interface Heads {
  /** The model's input that gets the images. */
  readonly input: number;
  /** Values of the flat model that are logits; the loss is the sum over them. */
  readonly logits: readonly number[];
}

/** Finds input and outputs to train with these examples, or says why the model cannot be. */
export function trainableHeads(model: Model, flat: FlatModel, examples: ExampleForm): Heads {
  const used = new Set(flat.ops.flatMap((op) => op.inputs.filter((input) => input < 0)));
  const inputs = model.body.inputs.map((input, k) => ({ ...input, k })).filter(({ k }) => used.has(-1 - k));
  const [input, second] = inputs;
  if (input === undefined) throw notTrainable('Nothing in the model uses its input.');
  if (second !== undefined) {
    const names = inputs.map(({ name }) => `\`${name}\``).join(', ');
    throw notTrainable(
      `The model reads ${inputs.length} inputs (${names}), and the data set ${examples.name} gives one image an example. Only models with one used input can be trained.`,
    );
  }
  if (input.shape === null || !sameShape(input.shape, examples.shape)) {
    throw new TrainingError(
      'data.mismatch',
      1,
      `The data set ${examples.name} gives images of ${formatShape(examples.shape)}, and the model's input is ${formatShape(input.shape ?? [])}. Write \`input: [${examples.shape.join(', ')}]\`, or name another data set.`,
    );
  }
  model.body.outputs.forEach((output) => {
    checkHead(output.name, output.shape, examples);
  });
  return { input: input.k, logits: flat.outputs.map((output) => beforeSoftmax(flat, output)) };
}

function checkHead(name: string, shape: Shape | null, examples: ExampleForm): void {
  if (shape === null || shape.length !== 1) {
    throw notTrainable(
      `The output \`${name}\` is a ${formatShape(shape ?? [])} map, and the loss wants a vector with one number a class. End it with \`pool: global_average\` and \`dense: ${examples.classes}\`.`,
    );
  }
  const [units = 0] = isConcrete(shape) ? shape : [];
  if (units !== examples.classes)
    throw new TrainingError('data.mismatch', 1, classMismatch(name, units, examples));
}

/** Classes without any example below the largest label hint at a broken file rather than at a wrong net. */
function classMismatch(name: string, units: number, { name: set, classes, labels }: ExampleForm): string {
  const beyond = labels === undefined || labels.absent === 0 ? null : labels.firstBeyond(units);
  if (labels === undefined || beyond === null)
    return `The output \`${name}\` has ${units} units, and the data set ${set} has ${classes} classes. Write \`dense: ${classes}\`.`;
  return (
    `${labels.path}: expected a label from 0 to ${units - 1} at ${beyond.place}, since the output \`${name}\` has ${units} units, found ${beyond.label}. ` +
    `With it there are ${classes} classes, ${labels.absent} of them without an example, so the file may be damaged: get it again. If it is right, write \`dense: ${classes}\`.`
  );
}

/** A softmax that ends the model is part of the loss, which is computed from the logits before it. */
function beforeSoftmax(flat: FlatModel, output: number): number {
  const op = flat.ops[output];
  if (op?.node.op.kind !== 'activation' || op.node.op.attributes.type !== 'softmax') return output;
  return op.inputs[0] ?? output;
}

function notTrainable(text: string): TrainingError {
  return new TrainingError('spec.not-trainable', 1, text);
}
