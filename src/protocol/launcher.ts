import * as z from 'zod';
import { planOverridesSchema } from './runFolder.ts';
import { controlAddressSchema } from './trainingControl.ts';

/**
 * How `dist/training.cjs` is spoken to: `node training.cjs COMMAND`, the request as one JSON document on its
 * standard input (which is then closed), answers as JSON lines on its standard output. The last line is the
 * command's result or `error`; the exit code is 0 or the error's. SIGTERM or SIGINT cancels.
 */
export const LAUNCHER_COMMANDS = ['train', 'evaluate', 'fold', 'doctor', 'fetch-library', 'stop'] as const;
export type LauncherCommand = (typeof LAUNCHER_COMMANDS)[number];

/** Where TensorFlow's library may be, besides the environment variable and the project's own cache. */
const librarySourcesSchema = z.object({
  /** The setting: a folder that holds libtensorflow_cc.so.2, or a Python environment or its python. */
  path: z.string().nullable(),
  /** The python of the active environment. Null: `python3` on the PATH, and VIRTUAL_ENV or CONDA_PREFIX. */
  python: z.string().nullable(),
  /** The folder that `fetch-library` filled: the extension's global storage. */
  storage: z.string().nullable(),
});

const executionSchema = z.object({
  device: z.enum(['auto', 'gpu', 'cpu']),
  backend: z.enum(['auto', 'tensorflow', 'webgpu', 'wasm']),
  /** Null: as many as the machine has processors, or for a resumed run as it had. */
  threads: z.number().int().positive().nullable(),
  library: librarySourcesSchema,
});

export const trainRequestSchema = z.discriminatedUnion('type', [
  executionSchema.extend({
    type: z.literal('new'),
    /** The spec, saved or not. */
    text: z.string(),
    /** Its file, absolute; null for text without one. */
    specPath: z.string().nullable(),
    /** The folder that relative data paths are relative to, absolute. */
    baseFolder: z.string(),
    variant: z.string().nullable(),
    set: z.record(z.string(), z.union([z.string(), z.number()])),
    overrides: planOverridesSchema,
    /** `eager`: operation by operation. Null: as one graph a step where the backend can. */
    executor: z.literal('eager').nullable(),
    /** The run folder, absolute, absent or empty; null: a new one in `runs/` of `baseFolder`. */
    out: z.string().nullable(),
  }),
  executionSchema.extend({
    type: z.literal('resume'),
    /** The run folder, absolute. */
    run: z.string(),
    /** A new end for the run; null keeps the old one. */
    steps: z.number().int().positive().nullable(),
    epochs: z.number().int().positive().nullable(),
  }),
]);

export const evaluateRequestSchema = executionSchema.extend({
  run: z.string(),
  /** A file name in `checkpoints/`, or a path; null: the best, else the last. */
  checkpoint: z.string().nullable(),
});

export const foldRequestSchema = z.object({
  /** The run folder, absolute. */
  run: z.string(),
  /** As in `evaluate`. */
  checkpoint: z.string().nullable(),
  /** The folder of the folded run, absolute, absent or empty. */
  out: z.string(),
});

export const doctorRequestSchema = z.object({ library: librarySourcesSchema });

export const fetchLibraryRequestSchema = z.object({
  /** Null: `python3` on the PATH. */
  python: z.string().nullable(),
  /** The folder to fill, absolute; each version gets a folder of its own in it. */
  storage: z.string(),
});

export const stopRequestSchema = z.object({ run: z.string() });

/** `train`: the worker runs and answers at its socket. The launcher ends; the worker does not. */
const startedSchema = z.object({
  type: z.literal('started'),
  run: z.string(),
  id: z.string(),
  pid: z.number().int().positive(),
  control: controlAddressSchema,
});

/** `evaluate`. */
export const evaluatedSchema = z.object({
  type: z.literal('evaluated'),
  run: z.string(),
  /** Absolute. */
  checkpoint: z.string(),
  step: z.number().int().nonnegative(),
  backend: z.string(),
  device: z.string(),
  examples: z.number().int().nonnegative(),
  loss: z.number(),
  accuracy: z.number(),
  error: z.number(),
});

const netFiguresSchema = z.object({
  trainable: z.number().int().nonnegative(),
  nonTrainable: z.number().int().nonnegative(),
  /** Multiply-adds for one example. */
  macs: z.number().int().nonnegative(),
});

/** `fold`; what `resnet fold --format json` prints, without `type`. */
export const foldedSchema = z.object({
  type: z.literal('folded'),
  run: z.string(),
  /** Absolute. */
  checkpoint: z.string(),
  step: z.number().int().nonnegative(),
  out: z.string(),
  /** Layers that are no longer there by themselves. */
  folded: z.number().int().positive(),
  /** What they became: convolutions and dense layers with a bias. */
  into: z.number().int().positive(),
  before: netFiguresSchema,
  after: netFiguresSchema,
});

const backendReportSchema = z.object({
  name: z.enum(['tensorflow', 'webgpu', 'wasm']),
  works: z.boolean(),
  /** Fit for real training; false for the slow fallback. */
  fast: z.boolean(),
  version: z.string().nullable(),
  /** Where its library lies; null where it needs none or none was found. */
  library: z.string().nullable(),
  devices: z.array(
    z.object({
      /** `CPU`, `GPU:0`. */
      name: z.string(),
      works: z.boolean(),
      description: z.string(),
      why: z.string().nullable(),
      whatToDo: z.string().nullable(),
    }),
  ),
  /** Why it does not work (null where it does), and the one thing to do. */
  why: z.string().nullable(),
  whatToDo: z.string().nullable(),
});

/** `doctor`; what `resnet doctor --format json` prints, without `type`. */
export const doctorReportSchema = z.object({
  type: z.literal('doctor'),
  version: z.literal(1),
  node: z.string(),
  platform: z.string(),
  processors: z.number().int().positive(),
  memoryBytes: z.number(),
  /** In order of preference. */
  backends: z.array(backendReportSchema),
  /** Every place that was looked at for TensorFlow's library, in order, and what was found. */
  librarySearch: z.array(z.object({ place: z.string(), found: z.boolean(), detail: z.string() })),
});

/** `fetch-library`, any number of times before its result. */
const fetchProgressSchema = z.object({
  type: z.literal('progress'),
  phase: z.enum(['download', 'unpack']),
  doneBytes: z.number(),
  /** Null where the size is not known. */
  totalBytes: z.number().nullable(),
});

const fetchedSchema = z.object({
  type: z.literal('fetched'),
  /** Holds libtensorflow_cc.so.2. */
  folder: z.string(),
  version: z.string(),
  bytes: z.number(),
});

/** `stop`. `running: false`: there was nothing to stop. */
const stoppedSchema = z.object({
  type: z.literal('stopped'),
  run: z.string(),
  running: z.boolean(),
});

const launcherErrorSchema = z.object({
  type: z.literal('error'),
  code: z.string(),
  /** What is wrong, where, and what to do. */
  message: z.string(),
  exitCode: z.union([z.literal(1), z.literal(2), z.literal(3)]),
});

export const launcherMessageSchema = z.discriminatedUnion('type', [
  startedSchema,
  evaluatedSchema,
  foldedSchema,
  doctorReportSchema,
  fetchProgressSchema,
  fetchedSchema,
  stoppedSchema,
  launcherErrorSchema,
]);

export type LibrarySources = z.infer<typeof librarySourcesSchema>;
export type Execution = z.infer<typeof executionSchema>;
export type TrainRequest = z.infer<typeof trainRequestSchema>;
export type EvaluateRequest = z.infer<typeof evaluateRequestSchema>;
export type FoldRequest = z.infer<typeof foldRequestSchema>;
export type DoctorRequest = z.infer<typeof doctorRequestSchema>;
export type FetchLibraryRequest = z.infer<typeof fetchLibraryRequestSchema>;
export type StopRequest = z.infer<typeof stopRequestSchema>;
export type BackendReport = z.infer<typeof backendReportSchema>;
export type DoctorReport = z.infer<typeof doctorReportSchema>;
export type LauncherMessage = z.infer<typeof launcherMessageSchema>;
