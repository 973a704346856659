import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build as bundle } from 'esbuild';
import { dist, root } from './paths.ts';

/** What each bundle starts from. Those of a room that does not exist yet are passed over. */
const nodeEntries: Record<string, string> = {
  extension: 'src/extension/extension.ts',
  server: 'src/server/main.ts',
  cli: 'src/cli/main.ts',
  training: 'src/training/launcher.ts',
  worker: 'src/training/worker.ts',
};

const pageEntries: Record<string, string> = {
  'webview/graph': 'webview/graph/main.ts',
  'webview/training': 'webview/training/main.ts',
};

function existing(entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(join(root, path))));
}

function sharedOptions(release: boolean): BuildOptions {
  return {
    absWorkingDir: root,
    outdir: dist,
    bundle: true,
    minify: release,
    sourcemap: release ? false : 'linked',
    legalComments: 'none',
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
  };
}

/** Bundles for Node 20 and newer: the extension host, the server, the command line and the worker. */
function nodeOptions(release: boolean): BuildOptions {
  return {
    ...sharedOptions(release),
    entryPoints: existing(nodeEntries),
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
    // import.meta.url does not exist in a CommonJS bundle.
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    define: { 'process.env.NODE_ENV': '"production"', 'import.meta.url': 'importMetaUrl' },
  };
}

function pageOptions(release: boolean): BuildOptions {
  return {
    ...sharedOptions(release),
    entryPoints: existing(pageEntries),
    platform: 'browser',
    format: 'iife',
    target: 'chrome120',
    loader: { '.ttf': 'file', '.svg': 'dataurl' },
  };
}

/** `run build [--release]`: makes `dist/`. Release bundles are minified and carry no source maps. */
export async function build(args: readonly string[] = []): Promise<number> {
  const release = args.includes('--release');
  mkdirSync(dist, { recursive: true });
  await Promise.all([bundle(nodeOptions(release)), bundle(pageOptions(release))]);
  return 0;
}
