import type { DoctorReport, LauncherCommand, LauncherMessage } from '../../protocol/launcher.ts';
import { callLauncher } from './callLauncher.ts';
import { ask } from './controlSocket.ts';
import { followRun } from './followRun.ts';
import { listRunFiles, readRunFile } from './runFiles.ts';
import {
  type FetchedLibrary,
  type StartedRun,
  TrainingFailure,
  type TrainingProcess,
} from './trainingProcess.ts';

const ANSWER_TIMEOUT_MS = 1000;

/** The real thing: the launcher as a child process, runs by their sockets and folders. */
export function createNodeTrainingProcess(program: string): TrainingProcess {
  const call = (
    command: LauncherCommand,
    request: object,
    signal: AbortSignal,
    onMessage: (message: LauncherMessage) => void = () => undefined,
  ): Promise<LauncherMessage> => callLauncher({ program, command, request, signal, onMessage });

  return {
    async train(request, signal): Promise<StartedRun> {
      return expectType(await call('train', request, signal), 'started');
    },
    follow: followRun,
    async stop(folder): Promise<boolean> {
      if (await tellToStop(folder)) return true;
      const answer = await call('stop', { run: folder }, new AbortController().signal);
      return expectType(answer, 'stopped').running;
    },
    async isRunning(folder): Promise<boolean> {
      const run = await readRunFile(folder);
      if (run === null || run.file.process === null) return false;
      const answer = await ask(run.file.process.control, { type: 'status' }, ANSWER_TIMEOUT_MS);
      return answer?.type === 'status' && answer.id === run.file.id;
    },
    readRun: readRunFile,
    listRuns: listRunFiles,
    async doctor(library, signal): Promise<DoctorReport> {
      return expectType(await call('doctor', { library }, signal), 'doctor');
    },
    async fetchLibrary(request, onProgress, signal): Promise<FetchedLibrary> {
      const answer = await call('fetch-library', request, signal, (message) => {
        if (message.type === 'progress') onProgress(message);
      });
      return expectType(answer, 'fetched');
    },
  };
}

/** The quick way: no process has to start. False where nobody answers in time. */
async function tellToStop(folder: string): Promise<boolean> {
  const run = await readRunFile(folder);
  if (run === null || run.file.process === null) return false;
  const answer = await ask(run.file.process.control, { type: 'stop' }, ANSWER_TIMEOUT_MS);
  return answer?.type === 'stopping';
}

function expectType<T extends LauncherMessage['type']>(
  message: LauncherMessage,
  type: T,
): Extract<LauncherMessage, { type: T }> {
  if (message.type !== type) {
    throw new TrainingFailure(
      'internal',
      `The training program answered ${message.type} where ${type} was due.`,
    );
  }
  return message as Extract<LauncherMessage, { type: T }>;
}
