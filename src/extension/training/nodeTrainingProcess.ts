import type { DoctorReport, LauncherCommand, LauncherMessage } from '../../protocol/launcher.ts';
import type { ControlResponse } from '../../protocol/trainingControl.ts';
import { callLauncher } from './callLauncher.ts';
import { ask, type ControlCall } from './controlSocket.ts';
import { followRun } from './followRun.ts';
import type { Translate } from './progressText.ts';
import { listRunFiles, readRunFile, readRunSpec } from './runFiles.ts';
import {
  type FetchedLibrary,
  type StartedRun,
  TrainingFailure,
  type TrainingProcess,
} from './trainingProcess.ts';

const ANSWER_TIMEOUT_MS = 1000;

/** The real thing: the launcher as a child process, runs by their sockets and folders. */
export function createNodeTrainingProcess(program: string, t: Translate): TrainingProcess {
  const call = (
    command: LauncherCommand,
    request: object,
    signal: AbortSignal,
    onMessage: (message: LauncherMessage) => void = () => undefined,
  ): Promise<LauncherMessage> => callLauncher({ program, command, request, signal, onMessage, t });

  return {
    async train(request, signal): Promise<StartedRun> {
      return expectType(await call('train', request, signal), 'started', t);
    },
    follow: (folder, follower, signal) => followRun(folder, follower, signal, t),
    async stop(folder): Promise<boolean> {
      if (await tellToStop(folder)) return true;
      const answer = await call('stop', { run: folder }, new AbortController().signal);
      return expectType(answer, 'stopped', t).running;
    },
    async setPaused(folder, isPaused): Promise<boolean> {
      const answer = await askAt(folder, { type: isPaused ? 'pause' : 'continue' });
      return answer?.type === 'status';
    },
    async isRunning(folder): Promise<boolean> {
      const run = await readRunFile(folder);
      if (run === null || run.file.process === null) return false;
      const answer = await ask(run.file.process.control, { type: 'status' }, ANSWER_TIMEOUT_MS);
      return answer?.type === 'status' && answer.id === run.file.id;
    },
    readRun: readRunFile,
    readSpec: readRunSpec,
    listRuns: listRunFiles,
    async doctor(library, signal): Promise<DoctorReport> {
      return expectType(await call('doctor', { library }, signal), 'doctor', t);
    },
    async fetchLibrary(request, onProgress, signal): Promise<FetchedLibrary> {
      const answer = await call('fetch-library', request, signal, (message) => {
        if (message.type === 'progress') onProgress(message);
      });
      return expectType(answer, 'fetched', t);
    },
  };
}

/** The quick way: no process has to start. False where nobody answers in time. */
async function tellToStop(folder: string): Promise<boolean> {
  const answer = await askAt(folder, { type: 'stop' });
  return answer?.type === 'stopping';
}

/** The answer of the run's process; null where there is none. */
async function askAt(folder: string, call: ControlCall): Promise<ControlResponse | null> {
  const run = await readRunFile(folder);
  if (run === null || run.file.process === null) return null;
  return await ask(run.file.process.control, call, ANSWER_TIMEOUT_MS);
}

function expectType<T extends LauncherMessage['type']>(
  message: LauncherMessage,
  type: T,
  t: Translate,
): Extract<LauncherMessage, { type: T }> {
  if (message.type !== type) {
    throw new TrainingFailure(
      'internal',
      t('The training program answered {0} where {1} was due.', message.type, type),
    );
  }
  return message as Extract<LauncherMessage, { type: T }>;
}
