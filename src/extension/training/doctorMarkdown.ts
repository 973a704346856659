import type { BackendReport, DoctorReport } from '../../protocol/launcher.ts';

/** The doctor's report as a page to read. */
export function doctorMarkdown(report: DoctorReport): string {
  const memory = (report.memoryBytes / 2 ** 30).toFixed(1);
  const lines = [
    '# What can train here',
    '',
    `${report.platform}, ${report.processors} processors, ${memory} GiB of memory, Node ${report.node}`,
    '',
    ...report.backends.flatMap(backendLines),
    '## Where TensorFlow was looked for',
    '',
    ...report.librarySearch.map(({ place, found, detail }) => `- ${found ? '✓' : '✗'} ${place}: ${detail}`),
    '',
  ];
  return lines.join('\n');
}

function backendLines(backend: BackendReport): string[] {
  const version = backend.version === null ? '' : ` ${backend.version}`;
  const speed = backend.works && !backend.fast ? ' (slow)' : '';
  const lines = [`## ${backend.works ? '✓' : '✗'} ${backend.name}${version}${speed}`, ''];
  if (backend.why !== null) lines.push(backend.why, '');
  if (backend.whatToDo !== null) lines.push(`**What to do:** ${backend.whatToDo}`, '');
  for (const device of backend.devices) {
    const why = device.why === null ? '' : `: ${device.why}`;
    const advice = device.whatToDo === null ? '' : ` ${device.whatToDo}`;
    lines.push(`- ${device.works ? '✓' : '✗'} ${device.name} ${device.description}${why}${advice}`);
  }
  if (backend.devices.length > 0) lines.push('');
  return lines;
}
