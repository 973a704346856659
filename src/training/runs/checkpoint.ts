import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { TrainingError } from '../trainingError.ts';
import { type NamedTensor, readSafetensors, writeSafetensors } from './safetensors.ts';
import { writeAtomically } from './writeAtomically.ts';

const figuresSchema = z.object({ step: z.number(), loss: z.number(), accuracy: z.number() });

/** All that a run knows besides its tensors. With it a resumed run goes on exactly as if never interrupted. */
const progressSchema = z.object({
  /** Updates made; the sampler's position follows from it. */
  step: z.number().int().nonnegative(),
  seconds: z.number(),
  schedule: z.object({
    warmupEndedAt: z.number().nullable(),
    epoch: z.object({ number: z.number(), seen: z.number(), wrong: z.number() }),
    plateau: z.object({ best: z.number().nullable(), waited: z.number(), factor: z.number() }),
  }),
  lastEvaluation: figuresSchema.nullable(),
  bestEvaluation: figuresSchema.nullable(),
});

export type Progress = z.infer<typeof progressSchema>;
export type Figures = z.infer<typeof figuresSchema>;

export interface Checkpoint {
  readonly progress: Progress;
  /** Weights, moving statistics and the optimizer's slots, by name. */
  readonly tensors: ReadonlyMap<string, NamedTensor>;
}

const FORMAT = 'resnet-designer-1';

export function writeCheckpoint(path: string, { progress, tensors }: Checkpoint): void {
  const metadata = { format: FORMAT, progress: JSON.stringify(progress) };
  writeAtomically(path, writeSafetensors({ tensors, metadata }));
}

export function readCheckpoint(path: string): Checkpoint {
  try {
    const { tensors, metadata } = readSafetensors(readFileSync(path));
    if (metadata['format'] !== FORMAT) throw new Error(`its format is not ${FORMAT}`);
    return { tensors, progress: progressSchema.parse(JSON.parse(metadata['progress'] ?? '')) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new TrainingError('checkpoint.missing', 2, `The checkpoint ${path} does not exist.`, {
        cause: error,
      });
    }
    const detail =
      error instanceof z.ZodError || error instanceof SyntaxError
        ? 'its header is not that of a checkpoint'
        : (error as Error).message;
    throw new TrainingError(
      'checkpoint.damaged',
      2,
      `The checkpoint ${path} cannot be read: ${detail}. Delete it to go on from an earlier one.`,
      { cause: error },
    );
  }
}
