/** What ends `resnet train` from outside: Ctrl+C, `kill`, and the end of the terminal. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls `onSignal` with how many signals there have been so far; gives back a function that stops listening. */
export function onStopSignal(onSignal: (count: number) => void): () => void {
  let count = 0;
  const listener = (): void => {
    count += 1;
    onSignal(count);
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}
