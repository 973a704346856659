import type { ExitCode } from '../commandFailure.ts';
import { launcherDocument } from '../documents/launcherDocument.ts';
import type { Terminal } from '../terminal.ts';
import { doctorText } from '../text/doctorText.ts';
import { askLauncher } from '../training/askLauncher.ts';
import { LIBRARY_SOURCES } from '../training/execution.ts';

/** `resnet doctor`: what works here, and for what does not, why and what to do. 3 where nothing can train. */
export async function doctor(
  format: 'text' | 'json',
  terminal: Terminal,
  program: string,
): Promise<ExitCode> {
  const report = await askLauncher(program, {
    command: 'doctor',
    request: { library: LIBRARY_SOURCES },
    answer: 'doctor',
  });
  terminal.out(
    format === 'json'
      ? `${JSON.stringify(launcherDocument(report), null, 2)}\n`
      : doctorText(report, terminal.outStyle),
  );
  return report.backends.some(({ works }) => works) ? 0 : 3;
}
