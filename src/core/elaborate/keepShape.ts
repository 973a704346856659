import { message } from '../diagnostics/message.ts';
import type { Change, Place } from '../language/place.ts';
import type { ProblemFix } from '../language/problem.ts';
import type { ModelNode, ValueRef } from '../model/model.ts';
import type { Op } from '../model/op.ts';
import { sameDim, sameShape } from '../model/shape.ts';
import { isSymbolic } from '../symbolic/symbolicSize.ts';
import type { ItemContext } from './listContext.ts';
import type { Mismatch } from './residualMismatch.ts';

/**
 * The fix that keeps the branch's shape: stride 1 and as many filters as come in. Null where the attributes
 * cannot be set so, or where that would not do: only layers that keep the size by themselves may be on the way.
 */
export function keepShape({ branch, input, residual }: Mismatch, context: ItemContext): ProblemFix | null {
  if (branch.shape === null || input.shape === null) return null;
  const steps = branchSteps(branch.ref, input.ref, context);
  if (steps === null) return null;
  const changes: Change[] = [];
  const phrases: string[] = [];
  if (residual.stride.some((stride) => stride !== 1)) {
    for (const step of steps.filter(({ op }) => isStrided(op)))
      changes.push(...change(step, 'stride', '1', context));
    if (changes.length !== steps.filter(({ op }) => isStrided(op)).length) return null;
    phrases.push('`stride: 1`');
  } else if (!sameShape(branch.shape.slice(0, 2), input.shape.slice(0, 2))) {
    return null;
  }
  const channels = input.shape[2] ?? 0;
  if (!sameDim(branch.shape[2] ?? 0, channels)) {
    // Filters are a number.
    if (isSymbolic(channels)) return null;
    const last = steps.find(({ op }) => op.kind === 'conv');
    const edit = last === undefined ? [] : change(last, 'filters', String(channels), context);
    if (edit.length === 0) return null;
    changes.push(...edit);
    phrases.push(`${channels} filters`);
  }
  if (changes.length === 0) return null;
  const kept = phrases.join(' and ');
  return { title: message('Keep {kept}', { kept }), changes, phrase: { text: `keep ${kept}`, cost: null } };
}

/** None for what stands in a block's own text: its other uses may be right as they are. */
function change(step: Step, name: string, newText: string, { body }: ItemContext): Change[] {
  const place = step.placeOf(name);
  if (place === null || (body.isBlock && place.kind !== 'argument')) return [];
  return [{ type: 'replace', place, newText, isLocal: true }];
}

interface Step {
  readonly op: Op;
  readonly placeOf: (name: string) => Place | null;
}

/** The branch's ops from its output back to where it starts; null where one does not keep the size. */
function branchSteps(output: ValueRef, source: ValueRef, context: ItemContext): Step[] | null {
  const { builder } = context.body;
  const { nodes } = builder;
  const steps: Step[] = [];
  let at: ValueRef | undefined = output;
  while (at?.kind === 'node' && JSON.stringify(at) !== JSON.stringify(source)) {
    const index: number = at.path[0];
    const node: ModelNode | undefined = nodes[index];
    if (node?.type !== 'op' || !keepsSize(node.op)) return null;
    steps.push({ op: node.op, placeOf: (name) => builder.literalPlaceOf(index, name) });
    at = node.inputs[0];
  }
  return steps;
}

/** True for what keeps height and width at stride 1, and the channels if it has no width of its own. */
function keepsSize(op: Op): boolean {
  switch (op.kind) {
    case 'conv':
    case 'depthwise_conv': {
      const { padding, kernel, dilation } = op.attributes;
      if (op.kind === 'depthwise_conv' && op.attributes.multiplier !== 1) return false;
      const isOdd = [0, 1].every((axis) => ((dilation[axis] ?? 1) * ((kernel[axis] ?? 1) - 1)) % 2 === 0);
      return padding === 'same' || (padding === 'half' && isOdd);
    }
    case 'norm':
    case 'activation':
    case 'dropout':
    case 'scale':
    case 'bias':
    case 'squeeze_excite':
      return true;
    default:
      return false;
  }
}

function isStrided(op: Op): boolean {
  return 'stride' in op.attributes && op.attributes.stride.some((stride) => stride !== 1);
}
