import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { startCodeServer } from './editor/codeServer.ts';
import { hasDesktopCode, openDesktopCode } from './editor/desktopCode.ts';
import { quietSettings } from './editor/editorSettings.ts';
import { freePort } from './editor/freePort.ts';
import { installCodeServer } from './editor/installCodeServer.ts';
import { packVsix, vsixPath } from './package.ts';
import { root } from './paths.ts';
import { setupContext } from './setup/setupContext.ts';
import { tensorflowFolder } from './tensorflow/fetchLibrary.ts';
import { errorCode, ToolFailure } from './toolFailure.ts';

const examples = join(root, 'examples');

/** `npm start`: set-up, the package, and a VS Code with it on the examples, until it is closed or Ctrl+C. */
export async function start(args: readonly string[]): Promise<number> {
  const port = readPort(args);
  const context = setupContext();
  context.report('building the extension …');
  await build(['--release']);
  await packVsix();
  const library = libraryFolder(context.cache);
  if (await hasDesktopCode(context)) {
    const own = library === null ? {} : { 'resnetDesigner.tensorflow.libraryPath': library };
    return openDesktopCode(context, vsixPath, examples, { ...quietSettings, ...own });
  }
  return serve(context, port, library);
}

/** TensorFlow as set-up fetched it; null where it could not. An installed extension does not know the checkout. */
function libraryFolder(cache: string): string | null {
  const folder = join(tensorflowFolder(cache), 'lib');
  return existsSync(folder) ? folder : null;
}

/** The editor in the browser, until Ctrl+C. */
async function serve(
  context: ReturnType<typeof setupContext>,
  wantedPort: number,
  library: string | null,
): Promise<number> {
  const entry = await installCodeServer(context);
  const port = await freePort(wantedPort);
  context.report('starting the editor …');
  const server = await startCodeServer({
    entry,
    home: join(context.cache, 'editor'),
    vsix: vsixPath,
    folder: examples,
    port,
    settings: quietSettings,
    askForTrust: false,
    // A variable, since VS Code in a browser takes machine-scoped settings from elsewhere than the user's.
    env: library === null ? process.env : { RESNET_TENSORFLOW_LIBRARY: library, ...process.env },
  });
  console.log(`\nOpen ${server.url}\n(Ctrl+C ends it.)`);
  const interrupted = new Promise<'interrupted'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        resolve('interrupted');
      });
    }
  });
  const end = await Promise.race([server.ended, interrupted]);
  await server.stop();
  if (end === 'interrupted') return 0;
  throw new ToolFailure(
    'The editor ended by itself.',
    `Look at ${join(context.cache, 'editor', 'server.log')} and run the same command again.`,
  );
}

/** The value of `--port`; 0 asks for any free one. */
function readPort(args: readonly string[]): number {
  const next = 'Use `npm start`, or `npm start -- --port NUMBER`.';
  try {
    const { values } = parseArgs({ args: [...args], options: { port: { type: 'string', default: '0' } } });
    const port = Number(values.port);
    if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
    throw new ToolFailure(`${values.port} is not a port.`, next);
  } catch (error) {
    if (error instanceof Error && errorCode(error)?.startsWith('ERR_PARSE_ARGS') === true) {
      throw new ToolFailure(error.message, next, error);
    }
    throw error;
  }
}
