import { message } from '../diagnostics/message.ts';
import { filePlace } from '../language/place.ts';
import type { SpecMap, SpecNode } from '../spec/node.ts';
import { pairOf, valueOf } from '../spec/readSpec.ts';
import type { TrainingCheck } from './checkTraining.ts';
import type { TrainingPlan } from './trainingPlan.ts';

/** train.schedule-outside-run: the rate would change, or the warm-up end, after the last step. */
export function checkSchedule(check: TrainingCheck): void {
  const { train, plan, report } = check;
  const steps = stepsOf(check);
  if (steps === null) return;
  const rate = valueOf(train, 'learning_rate');
  const map = rate?.type === 'map' ? rate : null;
  const late = latePoints(plan, steps);
  if (late.length > 0) {
    const node = writtenPoint(map, late[0] ?? 0) ?? lengthNode(train);
    report({
      code: 'train.schedule-outside-run',
      severity: 'warning',
      place: filePlace(node ?? train),
      message: message(
        'The run ends after {steps} steps, and the learning rate is to change at step {points}: it never will.',
        { steps, points: late.map((at) => String(at)).join(', ') },
      ),
    });
  }
  const { warmup } = plan.learningRate;
  if (warmup?.type !== 'steps' || warmup.steps < steps) return;
  const node = nodeAt(valueOf(map, 'warmup'), 'steps') ?? lengthNode(train);
  report({
    code: 'train.schedule-outside-run',
    severity: 'warning',
    place: filePlace(node ?? train),
    message: message(
      'The run ends after {steps} steps, and its warm-up takes {warmup}: the rate never rises.',
      {
        steps,
        warmup: warmup.steps,
      },
    ),
  });
}

/** How many steps the run takes; null where that depends on a data set that is not known. */
function stepsOf({ plan, dataset }: TrainingCheck): number | null {
  if (plan.steps !== null) return plan.steps;
  const examples = dataset?.form.examples ?? null;
  if (plan.epochs === null || examples === null) return null;
  return plan.epochs * Math.ceil(examples / plan.batch);
}

function latePoints({ learningRate: { schedule } }: TrainingPlan, steps: number): number[] {
  return schedule.type === 'steps' ? schedule.points.map(({ at }) => at).filter((at) => at >= steps) : [];
}

/** Where the file writes this point; null where a recipe does, or an expression. */
function writtenPoint(rate: SpecMap | null, at: number): SpecNode | null {
  const schedule = valueOf(rate, 'schedule');
  if (schedule?.type !== 'sequence') return null;
  const places = schedule.items.map((item) => nodeAt(item, 'at'));
  return places.find((node) => node?.type === 'scalar' && node.value === at) ?? schedule;
}

function lengthNode(train: SpecMap): SpecNode | null {
  return valueOf(train, 'steps') ?? valueOf(train, 'epochs') ?? pairOf(train, 'recipe')?.value ?? null;
}

function nodeAt(node: SpecNode | null, key: string): SpecNode | null {
  return node?.type === 'map' ? valueOf(node, key) : null;
}
