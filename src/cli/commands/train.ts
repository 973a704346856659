import { dirname, resolve } from 'node:path';
import { formatCount } from '../../core/model/formatCount.ts';
import type { TrainRequest } from '../../protocol/launcher.ts';
import type { ControlStatus } from '../../protocol/trainingControl.ts';
import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import { CommandFailure, type ExitCode } from '../commandFailure.ts';
import { analyzeFile, hasErrors, type SpecOptions } from '../input/analyzedSpec.ts';
import { runFolder } from '../input/runFolder.ts';
import type { Terminal } from '../terminal.ts';
import { ProgressLine } from '../text/progressLine.ts';
import { ndjsonReport, type TrainingReport, textReport } from '../text/trainingReport.ts';
import { askLauncher } from '../training/askLauncher.ts';
import { type ExecutionOptions, executionOf } from '../training/execution.ts';
import { earlierStarts, followRun } from '../training/followRun.ts';
import { RunEnding } from '../training/runEnding.ts';
import { listenForStop, type StopSignals, whenAborted } from '../training/stopSignals.ts';
import { reportDiagnostics } from './reportDiagnostics.ts';

export interface TrainOptions extends SpecOptions, ExecutionOptions {
  readonly out?: string;
  readonly steps?: number;
  readonly epochs?: number;
  readonly batch?: number;
  readonly seed?: number;
  readonly eager?: true;
  readonly resume?: string;
  readonly format: 'text' | 'ndjson';
}

/** `resnet train FILE`, or `resnet train --resume RUN`. When this command is over, so is the worker's process. */
export async function train(
  file: string | undefined,
  options: TrainOptions,
  terminal: Terminal,
  program: string,
): Promise<ExitCode> {
  const request = trainRequest(file, options, terminal);
  const earlier = request.type === 'resume' ? earlierStarts(request.run) : 0;
  const report =
    options.format === 'ndjson'
      ? ndjsonReport(terminal)
      : textReport(terminal, new ProgressLine(terminal, () => performance.now()));
  return await runToEnd(program, request, { earlier, report, terminal });
}

function trainRequest(file: string | undefined, options: TrainOptions, terminal: Terminal): TrainRequest {
  const { out, steps = null, epochs = null, batch = null, seed = null, resume } = options;
  if (resume !== undefined) {
    const ignored = Object.entries({
      out,
      batch: options.batch,
      seed: options.seed,
      eager: options.eager,
      variant: options.variant,
      set: options.set,
    });
    const given = ignored.find(([, value]) => value !== undefined);
    if (given !== undefined) {
      throw new CommandFailure(
        2,
        `--${given[0]} cannot be changed for a run that goes on.`,
        'With --resume only --steps, --epochs, --device and --backend may be given.',
      );
    }
    return { type: 'resume', ...executionOf(options), run: runFolder(resume), steps, epochs };
  }
  if (file === undefined) {
    throw new CommandFailure(
      2,
      'No spec is named.',
      'Write resnet train FILE, or resnet train --resume RUN.',
    );
  }
  const analysis = analyzeFile(file, options);
  if (hasErrors(analysis)) {
    reportDiagnostics(file, analysis, terminal);
    throw new CommandFailure(1, `${file} has errors, so it cannot be trained.`, 'Mend them first.');
  }
  return {
    type: 'new',
    ...executionOf(options),
    text: analysis.text,
    specPath: resolve(file),
    baseFolder: dirname(resolve(file)),
    variant: options.variant ?? null,
    set: { ...options.set },
    overrides: { steps, epochs, batch, seed },
    executor: options.eager === true ? 'eager' : null,
    out: out === undefined ? null : resolve(out),
  };
}

interface Following {
  /** Starts of the run before this one. */
  readonly earlier: number;
  readonly report: TrainingReport;
  readonly terminal: Terminal;
}

async function runToEnd(program: string, request: TrainRequest, following: Following): Promise<ExitCode> {
  const { earlier, report, terminal } = following;
  const signals = listenForStop();
  announceEnd(signals, terminal);
  const stop = AbortSignal.any([signals.stop, terminal.outEnded]);
  try {
    const question = { command: 'train', request, answer: 'started', signal: stop } as const;
    const { run, control, pid } = await askLauncher(program, { ...question, kill: signals.kill });
    const ending = new RunEnding(control, pid, terminal);
    whenAborted(stop, () => {
      ending.stop();
    });
    whenAborted(signals.kill, () => {
      ending.kill();
    });
    let last: TrainingEvent | null = null;
    try {
      for await (const event of followRun(run, control, earlier, pauseNotes(run, terminal))) {
        report.add(event);
        last = event;
      }
    } finally {
      await ending.untilGone();
    }
    return outcome(last, run, ending.wasKilled);
  } finally {
    signals.release();
  }
}

function announceEnd(signals: StopSignals, terminal: Terminal): void {
  whenAborted(signals.stop, () => {
    terminal.note('\nStopping; once more ends it at once.\n');
  });
  whenAborted(signals.kill, () => {
    terminal.note('\nEnding it at once.\n');
  });
  whenAborted(terminal.outEnded, () => {
    terminal.note('\nNobody takes the output any more, so the run is stopped.\n');
  });
}

/** Says that a run was paused, or goes on, by whoever did it. */
function pauseNotes(run: string, terminal: Terminal): (status: ControlStatus) => void {
  let wasPaused = false;
  return ({ state, step }) => {
    const isPaused = state === 'paused';
    if (isPaused === wasPaused) return;
    wasPaused = isPaused;
    if (isPaused)
      terminal.note(`\nPaused at step ${formatCount(step)}. Go on with: resnet continue ${run}\n`);
    else if (state !== 'stopping') terminal.note('Going on.\n');
  };
}

function outcome(last: TrainingEvent | null, run: string, wasKilled: boolean): ExitCode {
  if (last?.event === 'end') return last.reason === 'finished' ? 0 : 1;
  if (last?.event === 'error') throw new CommandFailure(last.exitCode, last.message);
  throw new CommandFailure(
    1,
    wasKilled
      ? 'The run was ended at once. What it did after its last checkpoint is lost.'
      : `The run's process ended before the run did. What it last printed stands in ${run}/worker.log`,
    `Go on from the last checkpoint with: resnet train --resume ${run}`,
  );
}
