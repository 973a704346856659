import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import type { Terminal } from '../terminal.ts';
import type { ProgressLine } from './progressLine.ts';
import { endText, evaluationText, goOnText, startText, stepText } from './trainingText.ts';

/** Where the events of a run go. */
export interface TrainingReport {
  add(event: TrainingEvent): void;
}

/** Every event as it is, one JSON object a line: `--format ndjson`. How to go on is for people, so on stderr. */
export function ndjsonReport(terminal: Terminal): TrainingReport {
  let run = '';
  return {
    add: (event) => {
      terminal.out(`${JSON.stringify(event)}\n`);
      if (event.event === 'start') ({ run } = event);
      if (event.event === 'end' && event.reason === 'stopped') terminal.note(`${goOnText(run)}\n`);
    },
  };
}

/** For people: steps as progress, tests and the end as lines that stay. */
export function textReport(terminal: Terminal, progress: ProgressLine): TrainingReport {
  let steps = 0;
  let run = '';
  const line = (text: string): void => {
    progress.clear();
    terminal.out(text);
  };
  return {
    add: (event) => {
      switch (event.event) {
        case 'start':
          ({ steps, run } = event);
          line(startText(event));
          return;
        case 'step':
          progress.show(stepText(event, steps));
          return;
        case 'evaluation':
          line(evaluationText(event));
          return;
        case 'notice':
          progress.clear();
          terminal.note(`${terminal.noteStyle.yellow('note:')} ${event.message}\n`);
          return;
        case 'end':
          line(endText(event, run));
          if (event.reason === 'stopped' && terminal.outEnded.aborted) terminal.note(`${goOnText(run)}\n`);
          return;
        case 'checkpoint':
        case 'error':
          return;
      }
    },
  };
}
