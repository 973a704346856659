import { formatCount } from '../../core/model/formatCount.ts';
import { formatShare } from '../../core/report/quantities.ts';
import type { ExitCode } from '../commandFailure.ts';
import { launcherDocument } from '../documents/launcherDocument.ts';
import { runFolder } from '../input/runFolder.ts';
import type { Terminal } from '../terminal.ts';
import { askLauncher } from '../training/askLauncher.ts';
import { type ExecutionOptions, executionOf } from '../training/execution.ts';
import { listenForStop } from '../training/stopSignals.ts';

export interface EvaluateOptions extends ExecutionOptions {
  readonly checkpoint?: string;
  readonly format: 'text' | 'json';
}

/** `resnet evaluate RUN`: figures of a checkpoint on the test set. */
export async function evaluate(
  run: string,
  options: EvaluateOptions,
  terminal: Terminal,
  program: string,
): Promise<ExitCode> {
  const request = { ...executionOf(options), run: runFolder(run), checkpoint: options.checkpoint ?? null };
  const signals = listenForStop();
  try {
    const figures = await askLauncher(program, {
      command: 'evaluate',
      request,
      answer: 'evaluated',
      signal: signals.stop,
      kill: signals.kill,
    });
    if (options.format === 'json') {
      terminal.out(`${JSON.stringify(launcherDocument(figures), null, 2)}\n`);
      return 0;
    }
    terminal.out(
      [
        `test accuracy ${formatShare(figures.accuracy)}, error ${formatShare(figures.error)},`,
        ` loss ${figures.loss.toFixed(4)} on ${formatCount(figures.examples)} examples\n`,
        `checkpoint of step ${formatCount(figures.step)}: ${figures.checkpoint}\n`,
        `backend ${figures.backend}, device ${figures.device}\n`,
      ].join(''),
    );
    return 0;
  } finally {
    signals.release();
  }
}
