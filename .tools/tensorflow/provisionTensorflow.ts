import { join } from 'node:path';
import type { SetupContext } from '../setup/setupContext.ts';
import { ToolFailure } from '../toolFailure.ts';
import { compileAddon } from './compileAddon.ts';
import { fetchLibrary } from './fetchLibrary.ts';

export interface Tensorflow {
  /** The compiled addon in the cache. */
  readonly addon: string;
  /** The folder of TensorFlow's shared libraries. */
  readonly library: string;
}

/**
 * TensorFlow for a checkout: the library and the addon, fetched and compiled where they are not yet there.
 * Without it everything but fast training works, so a failure is told and set-up goes on.
 */
export async function provisionTensorflow(context: SetupContext): Promise<Tensorflow | undefined> {
  try {
    const folder = await fetchLibrary(context);
    const addon = await compileAddon(context, join(folder, 'include'));
    return { addon, library: join(folder, 'lib') };
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    context.report(`no TensorFlow: ${error.message}`);
    context.report(`next: ${error.next}`);
    context.report('going on without it: everything but fast training works.');
    return undefined;
  }
}
