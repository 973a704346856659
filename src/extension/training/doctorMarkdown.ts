import type { BackendReport, DoctorReport } from '../../protocol/launcher.ts';
import type { Translate } from './progressText.ts';

/** The doctor's report as a page to read. */
export function doctorMarkdown(report: DoctorReport, t: Translate): string {
  const memory = (report.memoryBytes / 2 ** 30).toFixed(1);
  const lines = [
    `# ${t('What can train here')}`,
    '',
    t(
      '{0}, {1} processors, {2} GiB of memory, Node {3}',
      report.platform,
      report.processors,
      memory,
      report.node,
    ),
    '',
    ...report.backends.flatMap((backend) => backendLines(backend, t)),
    `## ${t('Where TensorFlow was looked for')}`,
    '',
    ...report.librarySearch.map(({ place, found, detail }) => `- ${found ? '✓' : '✗'} ${place}: ${detail}`),
    '',
  ];
  return lines.join('\n');
}

function backendLines(backend: BackendReport, t: Translate): string[] {
  const version = backend.version === null ? '' : ` ${backend.version}`;
  const speed = backend.works && !backend.fast ? ` ${t('(slow)')}` : '';
  const lines = [`## ${backend.works ? '✓' : '✗'} ${backend.name}${version}${speed}`, ''];
  if (backend.why !== null) lines.push(backend.why, '');
  if (backend.whatToDo !== null) lines.push(`**${t('What to do:')}** ${backend.whatToDo}`, '');
  for (const device of backend.devices) {
    const why = device.why === null ? '' : `: ${device.why}`;
    const advice = device.whatToDo === null ? '' : ` ${device.whatToDo}`;
    lines.push(`- ${device.works ? '✓' : '✗'} ${device.name} ${device.description}${why}${advice}`);
  }
  if (backend.devices.length > 0) lines.push('');
  return lines;
}
