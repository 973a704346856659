import { ToolFailure } from '../toolFailure.ts';

const again = 'and run the same command again; it goes on where it stopped.';

/** Finds the usual causes in what a package manager or compiler printed; otherwise shows its last lines. */
export function explainFailure(what: string, output: string): ToolFailure {
  if (/ENOSPC|no space left|not enough space/i.test(output)) {
    return new ToolFailure(`${what}: the disk is full.`, `Free about 3 GB ${again}`);
  }
  if (noNetwork.test(output)) {
    return new ToolFailure(`${what}: the network or the registry cannot be reached.`, `Check it ${again}`);
  }
  const tail = output.trim().split('\n').slice(-12).join('\n');
  return new ToolFailure(`${what} failed:\n${tail}`, `Look at the lines above, put it right ${again}`);
}

const noNetwork =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|Temporary failure in name resolution|Name or service not known|Failed to establish a new connection|Could not resolve|Connection refused|NewConnectionError|Read timed out|No matching distribution/;
