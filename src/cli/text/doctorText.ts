import { formatBytes } from '../../core/model/formatBytes.ts';
import type { BackendReport, DoctorReport } from '../../protocol/launcher.ts';
import type { Style } from './style.ts';

const SEARCH = "Where TensorFlow's library was looked for (the first place that has it is taken):";

/** The report for people: the machine, each backend with its devices, and where the library was looked for. */
export function doctorText(report: DoctorReport, style: Style): string {
  const machine = [
    `Node ${report.node.replace(/^v/, '')} on ${report.platform}`,
    `${report.processors} processors`,
    `${formatBytes(report.memoryBytes)} of memory`,
  ].join(', ');
  const search = report.librarySearch.map(
    ({ place, found, detail }) => `${verdict(found, style)} ${place}: ${detail}`,
  );
  return [
    machine,
    '',
    ...report.backends.flatMap((backend) => [...backendLines(backend, style), '']),
    ...(search.length === 0 ? [] : [SEARCH, ...search, '']),
  ].join('\n');
}

function backendLines(backend: BackendReport, style: Style): string[] {
  const version = backend.version === null ? '' : ` ${backend.version}`;
  const speed = backend.works && !backend.fast ? ' (slow, for small nets)' : '';
  return [
    `${verdict(backend.works, style)} ${style.bold(backend.name)}${version}${speed}`,
    ...reasonLines(backend, '      '),
    ...backend.devices.flatMap((device) => [
      `      ${verdict(device.works, style)} ${device.name} (${device.description})`,
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
