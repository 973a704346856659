import { trainingBytes } from '../analysis/memory.ts';
import { message } from '../diagnostics/message.ts';
import { filePlace } from '../language/place.ts';
import { formatBytes } from '../model/formatBytes.ts';
import { pairOf, valueOf } from '../spec/readSpec.ts';
import { isSymbolic } from '../symbolic/symbolicSize.ts';
import type { TrainingCheck } from './checkTraining.ts';

/** train.memory: a step needs more than there is. What is counted is what it needs at least. */
export function checkTrainingMemory(
  { spec, train, plan, model, report }: TrainingCheck,
  limit: number,
): void {
  const needed = (batch: number): number | null => {
    const bytes = trainingBytes(model, plan.optimizer, batch);
    return bytes === null || isSymbolic(bytes) ? null : bytes;
  };
  const [whole, fixed] = [needed(plan.batch), needed(0)];
  if (whole === null || fixed === null || whole <= limit) return;
  const batch = Math.floor((limit - fixed) / ((whole - fixed) / plan.batch));
  const root = spec.root?.type === 'map' ? spec.root : null;
  const args = { needed: formatBytes(whole), limit: formatBytes(limit), batch: plan.batch };
  report({
    code: 'train.memory',
    severity: 'warning',
    place: filePlace(valueOf(train, 'batch') ?? pairOf(root, 'train')?.key ?? train),
    message:
      batch >= 1
        ? message(
            'A step with a batch of {batch} needs at least {needed}, and there are {limit}. At most {most} examples would fit.',
            { ...args, most: batch },
          )
        : message(
            'A step needs at least {needed} with a batch of {batch}, and there are {limit}: not even one example would fit.',
            args,
          ),
  });
}
