/** What ends `resnet train` from outside: Ctrl+C, `kill`, and the end of the terminal. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface StopSignals {
  /** Aborted by the first of them: end in good order. */
  readonly stop: AbortSignal;
  /** Aborted by the second: end at once. */
  readonly kill: AbortSignal;
  /** Leaves the signals to whoever else listens. */
  release(): void;
}

/** Takes the signals that would end this process. */
export function listenForStop(): StopSignals {
  const stop = new AbortController();
  const kill = new AbortController();
  const listener = (): void => {
    if (stop.signal.aborted) kill.abort();
    else stop.abort();
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  const release = (): void => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
  return { stop: stop.signal, kill: kill.signal, release };
}

/** Calls back when the signal is aborted, or now where it was before. */
export function whenAborted(signal: AbortSignal, callback: () => void): void {
  if (signal.aborted) callback();
  else signal.addEventListener('abort', callback, { once: true });
}
