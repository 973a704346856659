/** Names of nodes that are fed or asked for from outside of the graph. */

/** The function that sets all variables, and the one that gives them. */
export const RESTORE = 'restore';
export const READ = 'read';
/** What `RESTORE` gives. */
export const DONE = `${RESTORE}/done`;

export function variableName(at: number): string {
  return `variable${at}`;
}

export function feedName(functionName: string, feed: string): string {
  return `${functionName}/feed_${feed}`;
}

export function resultName(functionName: string): string {
  return `${functionName}/result`;
}
