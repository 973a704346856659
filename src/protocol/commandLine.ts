import * as z from 'zod';
import { RUN_STATES } from './runFolder.ts';

/**
 * The JSON documents that the command line prints. They are a contract with scripts and CI jobs: fields are
 * added, never given another meaning. What is not computed yet is present and `null`.
 */

const count = z.number().int().nonnegative();
const position = z.object({ line: count, character: count });
/** Zero-based, UTF-16 code units, as in the language server protocol. */
const range = z.object({ start: position, end: position });
/** Height × width × channels or units; a string is a symbolic expression. */
const shape = z.array(z.union([z.number().int().positive(), z.string()]));

const diagnosticSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'information']),
  message: z.string(),
  range,
  related: z.array(z.object({ message: z.string(), range })),
  fixes: z.array(
    z.object({
      title: z.string(),
      edits: z.array(z.object({ range, newText: z.string() })),
      /** The change in parameters and multiply-adds; null where it cannot be told. */
      delta: z.object({ trainable: z.number().int(), macs: z.number().int() }).nullable(),
    }),
  ),
});

/** `resnet check --format json`. */
export const checkDocumentSchema = z.object({
  version: z.literal(1),
  files: z.array(z.object({ file: z.string(), diagnostics: z.array(diagnosticSchema) })),
});

/** `resnet analyze --format json`. A shape or a figure that a mistake leaves unknown is null. */
export const analyzeDocumentSchema = z.object({
  version: z.literal(1),
  model: z.string(),
  variant: z.string().nullable(),
  inputs: z.record(z.string(), shape.nullable()),
  outputs: z.record(z.string(), shape.nullable()),
  totals: z.object({
    trainable: count.nullable(),
    nonTrainable: count.nullable(),
    /** Multiply-adds of convolutions and dense layers for one example. */
    macs: count.nullable(),
    /** 2 × macs. */
    flops: count.nullable(),
    /** Convolutions and dense layers on the longest path. */
    layers: count.nullable(),
    /** One example, float32, every op's output. */
    activationBytes: count.nullable(),
    /** Parameters, moving statistics and the most that is held at once, for `batch.inference` examples. */
    inferenceBytes: count.nullable(),
    /** Parameters, gradients, optimizer, moving statistics and every op's output, for `batch.training`. */
    trainingBytes: count.nullable(),
    /** Read and written by all ops of one pass, for `batch.inference` examples. */
    bytesMoved: count.nullable(),
    /** FLOPs a byte moved. */
    arithmeticIntensity: z.number().nonnegative().nullable(),
  }),
  /** `--batch`; without it one example, and in training the batch of `train:`. */
  batch: z.object({ inference: count, training: count }).nullable(),
  /** Unfolded, in topological order. */
  ops: z.array(
    z.object({
      path: z.string(),
      kind: z.string(),
      /** Paths of the producers, or names of inputs. */
      from: z.array(z.string()),
      output: shape.nullable(),
      trainable: count.nullable(),
      nonTrainable: count.nullable(),
      macs: count.nullable(),
      /** In pixels of the input, height and width; a stride is a fraction behind an `upsample`. */
      receptiveField: z
        .object({
          size: z.tuple([count, count]),
          stride: z.tuple([z.number().positive(), z.number().positive()]),
          /** False: an upper bound. */
          exact: z.boolean(),
          wholeInput: z.boolean(),
        })
        .nullable(),
    }),
  ),
  /** The ways through the residuals as Veit et al. count them; null where they are not defined. */
  paths: z
    .object({
      /** Whole numbers of any size, in decimal digits. */
      count: z.string(),
      /** How many go through exactly 0, 1, 2, … branches; this and the two below null where they are too many. */
      byLength: z.array(z.string()).nullable(),
      meanLength: z.number().nonnegative().nullable(),
      /** The lengths of all paths but 2.5 % at most at either end. */
      middle: z.object({ from: count, to: count, share: z.number() }).nullable(),
    })
    .nullable(),
  paper: z
    .object({
      id: z.string(),
      /** The paper's net that it was compared with; null where it has none of this depth. */
      net: z.string().nullable(),
      /** Whether nothing differs of what was compared. */
      matches: z.boolean(),
      differences: z.array(z.string()),
      compared: z.array(z.enum(['depth', 'stages', 'sizes', 'blocks', 'parameters'])),
      /** In what it agrees, why the rest was not compared, and whether the paper itself has this net. */
      notes: z.array(z.string()),
    })
    .nullable(),
  diagnostics: z.array(diagnosticSchema),
});

/** `resnet runs --format json`. Newest first. */
export const runsDocumentSchema = z.object({
  version: z.literal(1),
  runs: z.array(
    z.object({
      /** The run's folder. */
      run: z.string(),
      name: z.string(),
      /** What a person called it; null: it has no name but the spec's. */
      title: z.string().nullable(),
      variant: z.string().nullable(),
      /** `interrupted`: its process is gone without having ended the run; `resnet train --resume` goes on. */
      state: z.enum([...RUN_STATES, 'interrupted']),
      createdAt: z.string(),
      backend: z.string().nullable(),
      device: z.string().nullable(),
      trainable: count.nullable(),
      step: count.nullable(),
      /** Where the run is to end. */
      steps: count.nullable(),
      /** On the test set, 0 to 1. */
      bestAccuracy: z.number().nullable(),
      lastAccuracy: z.number().nullable(),
      seconds: z.number().nullable(),
    }),
  ),
});

export type CheckDocument = z.infer<typeof checkDocumentSchema>;
export type DiagnosticDocument = z.infer<typeof diagnosticSchema>;
export type AnalyzeDocument = z.infer<typeof analyzeDocumentSchema>;
export type RunsDocument = z.infer<typeof runsDocumentSchema>;
export type RunSummary = RunsDocument['runs'][number];
