import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CodeServer, startCodeServer } from '../../.tools/editor/codeServer.ts';
import { quietSettings } from '../../.tools/editor/editorSettings.ts';
import { freePort } from '../../.tools/editor/freePort.ts';
import { installCodeServer } from '../../.tools/editor/installCodeServer.ts';
import { vsixPath } from '../../.tools/package.ts';
import { cache } from '../../.tools/paths.ts';
import { setupContext } from '../../.tools/setup/setupContext.ts';
import { tensorflowFolder } from '../../.tools/tensorflow/fetchLibrary.ts';
import { EditorDriver } from './editorDriver.ts';
import { startBrowser } from './startBrowser.ts';

export interface RealEditorOptions {
  /** Files to copy into the workspace: paths from the project's top, by their name in the workspace. */
  readonly files: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The name of a colour theme; light, dark and high contrast ship with VS Code. */
  readonly theme?: 'Default Light Modern' | 'Default Dark Modern' | 'Default High Contrast';
  /** True: the workspace is not trusted at first, as a user's would be. */
  readonly askForTrust?: boolean;
  /** On top of this process' environment, for what a test wants missing. */
  readonly env?: Readonly<Record<string, string>>;
  readonly size?: { readonly width: number; readonly height: number };
}

/** A real VS Code with the packaged extension on a workspace of its own, and a browser that shows it. */
export interface RealEditor extends AsyncDisposable {
  readonly driver: EditorDriver;
  /** The workspace's folder, absolute. */
  readonly workspace: string;
  /** Everything that extensions logged: the text of each log file of the extension hosts, by its path. */
  logs(): Readonly<Record<string, string>>;
  /** What VS Code has put by of texts that are not saved, to bring back after a reload. */
  backups(): readonly string[];
  dispose(): Promise<void>;
}

const testSettings = {
  ...quietSettings,
  // What a test types is what stands there.
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.autoIndent': 'none',
  'editor.minimap.enabled': false,
  // In a browser VS Code saves by itself, on the desktop it does not.
  'files.autoSave': 'off',
  'files.simpleDialog.enable': true,
  'window.dialogStyle': 'custom',
};

export async function startRealEditor(options: RealEditorOptions): Promise<RealEditor> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'resnet-editor-')));
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  for (const [name, source] of Object.entries(options.files)) {
    cpSync(join(import.meta.dirname, '../..', source), join(workspace, name), { recursive: true });
  }
  const disposals: (() => Promise<void>)[] = [];
  const dispose = async (): Promise<void> => {
    for (const disposal of disposals.splice(0).reverse()) await disposal();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const server = await serve(folder, workspace, options);
    disposals.push(() => server.stop());
    const browser = await startBrowser(options.size ?? { width: 1600, height: 1000 });
    disposals.push(() => browser.close());
    const driver = new EditorDriver(browser.page);
    await driver.open(server.url);
    const logs = (): Record<string, string> => readLogs(join(folder, 'home', 'data', 'logs'));
    const backups = (): readonly string[] => readBackups(join(folder, 'home', 'data', 'User', 'Backups'));
    return { driver, workspace, logs, backups, dispose, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function serve(folder: string, workspace: string, options: RealEditorOptions): Promise<CodeServer> {
  return startCodeServer({
    entry: await installCodeServer(setupContext()),
    home: join(folder, 'home'),
    vsix: vsixPath,
    folder: workspace,
    port: await freePort(),
    settings: {
      ...testSettings,
      'workbench.colorTheme': options.theme ?? 'Default Dark Modern',
      ...options.settings,
    },
    askForTrust: options.askForTrust ?? false,
    env: {
      ...process.env,
      // No gallery of extensions: nothing outside this machine is asked for.
      EXTENSIONS_GALLERY: '{"serviceUrl":""}',
      // The workspace lies outside the checkout, whose TensorFlow the tests use.
      RESNET_TENSORFLOW_LIBRARY: join(tensorflowFolder(cache), 'lib'),
      ...options.env,
    },
  });
}

function readLogs(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const logs = files.filter((name) => name.includes('exthost') && name.endsWith('.log'));
  return Object.fromEntries(logs.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** A folder for each workspace, in it one for each kind of file; a backup's first line names the file. */
function readBackups(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .map((backup) => backup.slice(backup.indexOf('\n') + 1));
}
