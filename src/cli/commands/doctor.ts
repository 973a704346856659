import type { BackendReport, DoctorReport } from '../../protocol/launcher.ts';
import type { ExitCode } from '../commandFailure.ts';
import { launcherDocument } from '../documents/launcherDocument.ts';
import type { Terminal } from '../terminal.ts';
import { formatBytes } from '../text/quantities.ts';
import type { Style } from '../text/style.ts';
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

export function doctorText(report: DoctorReport, style: Style): string {
  const machine = [
    `Node ${report.node.replace(/^v/, '')} on ${report.platform}`,
    `${report.processors} processors`,
    `${formatBytes(report.memoryBytes)} of memory`,
  ].join(', ');
  const search = report.librarySearch.map(
    ({ place, found, detail }) => `  ${found ? style.green('found') : '     '}  ${place}: ${detail}`,
  );
  return [
    machine,
    '',
    ...report.backends.flatMap((backend) => [...backendLines(backend, style), '']),
    ...(search.length === 0 ? [] : ["Where TensorFlow's library was looked for:", ...search, '']),
  ].join('\n');
}

function backendLines(backend: BackendReport, style: Style): string[] {
  const version = backend.version === null ? '' : ` ${backend.version}`;
  const speed = backend.works && !backend.fast ? ' (slow; for small nets)' : '';
  return [
    `${verdict(backend.works, style)} ${style.bold(backend.name)}${version}${speed}`,
    ...reasonLines(backend, '      '),
    ...backend.devices.flatMap((device) => [
      `      ${verdict(device.works, style)} ${device.name}: ${device.description}`,
      ...reasonLines(device, '            '),
    ]),
  ];
}

function verdict(works: boolean, style: Style): string {
  return works ? style.green('  yes') : style.red('   no');
}

function reasonLines(
  { why, whatToDo }: { readonly why: string | null; readonly whatToDo: string | null },
  indent: string,
): string[] {
  return [why, whatToDo === null ? null : `To do: ${whatToDo}`]
    .filter((line) => line !== null)
    .map((line) => indent + line);
}
