import { message } from '../diagnostics/message.ts';
import { filePlace, type Place } from '../language/place.ts';
import type { ProblemFix } from '../language/problem.ts';
import type { BodyOutput, Model, OpNode, ValueRef } from '../model/model.ts';
import type { Shape } from '../model/shape.ts';
import type { SpecItem } from '../spec/item.ts';
import type { SpecNode } from '../spec/node.ts';
import { valueOf } from '../spec/readSpec.ts';
import { isSymbolic } from '../symbolic/symbolicSize.ts';
import type { TrainingCheck } from './checkTraining.ts';

/** train.head-shape and train.classes-mismatch: the loss wants a vector with one number a class. */
export function checkHeads(check: TrainingCheck): void {
  for (const output of check.model.body.outputs) {
    if (output.shape === null) continue;
    if (output.shape.length === 1) checkClasses(output, output.shape, check);
    else reportMap(output, output.shape, check);
  }
}

function reportMap(output: BodyOutput, shape: Shape, { model, train, dataset, report }: TrainingCheck): void {
  const item = itemOf(model, output.value);
  report({
    code: 'train.head-shape',
    place: filePlace(item?.kindRange ?? train),
    message: message(
      'The model ends here with {shape}, and the loss wants a vector with one number a class. Add `pool: global_average` and `dense: {classes}`.',
      { shape, classes: dataset?.form.classes ?? 10 },
    ),
  });
}

function checkClasses(
  output: BodyOutput,
  [units = 0]: Shape,
  { model, train, dataset, report }: TrainingCheck,
): void {
  const classes = dataset?.form.classes ?? null;
  if (dataset === null || classes === null || isSymbolic(units) || units === classes) return;
  const dense = denseBefore(model, output.value);
  const written = dense === null ? null : unitsNode(dense.item);
  const item = dense?.item ?? itemOf(model, output.value);
  const place: Place = filePlace(written ?? item?.kindRange ?? train);
  const fix: ProblemFix = {
    title: message('Give the layer {classes} units', { classes }),
    changes: [{ type: 'replace', place, newText: String(classes) }],
  };
  report({
    code: 'train.classes-mismatch',
    place,
    message: message(
      'The output `{output}` has {units} units, and the data set {name} has {classes} classes. Write `dense: {classes}`.',
      { output: output.name, units, name: dataset.form.name, classes },
    ),
    related: [{ place: dataset.place, message: message('The data set is named here.') }],
    fixes: written === null ? [] : [fix],
  });
}

/** The item of the file's own list that gives a value; null for an input. */
function itemOf({ body }: Model, ref: ValueRef): SpecItem | null {
  const item = ref.kind === 'node' ? (body.nodes[ref.path[0]]?.item ?? null) : null;
  return item?.source === 'file' ? item : null;
}

/** The dense layer of the file's own list that gives a value, behind what only changes its numbers. */
function denseBefore({ body }: Model, ref: ValueRef): OpNode | null {
  let at: ValueRef | undefined = ref;
  while (at?.kind === 'node') {
    const node: Model['body']['nodes'][number] | undefined = body.nodes[at.path[0]];
    if (node?.type !== 'op') return null;
    if (node.op.kind === 'dense') return node;
    if (node.inputs.length !== 1) return null;
    at = node.inputs[0];
  }
  return null;
}

/** `10` of `dense: 10` or `dense: {units: 10}`, where it is written as a number. */
function unitsNode({ kind, value }: SpecItem): SpecNode | null {
  if (kind !== 'dense') return null;
  const units = value?.type === 'map' ? valueOf(value, 'units') : value;
  return units?.type === 'scalar' && typeof units.value === 'number' ? units : null;
}
