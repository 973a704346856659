import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type BuildOptions, build as bundle, type Plugin } from 'esbuild';
import { decoderFiles, loadDecoder } from './imageDecoder.ts';
import { dist, root } from './paths.ts';
import { setupContext } from './setup/setupContext.ts';
import { provisionTensorflow } from './tensorflow/provisionTensorflow.ts';
import { ToolFailure } from './toolFailure.ts';

/** What each bundle starts from. Those of a room that does not exist yet are passed over. */
const nodeEntries: Record<string, string> = {
  extension: 'src/extension/extension.ts',
  server: 'src/server/main.ts',
  cli: 'src/cli/main.ts',
  training: 'src/training/launcher.ts',
  worker: 'src/training/worker.ts',
  pictures: 'src/pictures/main.ts',
};

const pageEntries: Record<string, string> = {
  'webview/graph': 'webview/graph/main.ts',
  'webview/training': 'webview/training/main.ts',
  'webview/specText': 'webview/specText/main.ts',
  'webview/standalone': 'webview/standalone/main.ts',
};

/** WebAssembly that is loaded from beside the bundles at run time. */
const wasmFiles = [
  'node_modules/@resvg/resvg-wasm/index_bg.wasm',
  'node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm',
  'node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm',
  'node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm',
];

function sharedOptions(release: boolean): BuildOptions & { write: false } {
  return {
    absWorkingDir: root,
    outdir: dist,
    write: false,
    bundle: true,
    minify: release,
    sourcemap: release ? false : 'linked',
    legalComments: 'none',
    logLevel: 'warning',
  };
}

/** Bundles for Node 20 and newer: the extension host, the server, the command line and the worker. */
function nodeOptions(release: boolean, entryPoints: Record<string, string>): BuildOptions & { write: false } {
  return {
    ...sharedOptions(release),
    entryPoints,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
    plugins: [nativeDecoder],
    loader: { '.yaml': 'text' },
    // import.meta.url does not exist in a CommonJS bundle.
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    define: {
      'process.env.NODE_ENV': '"production"',
      'import.meta.url': 'importMetaUrl',
      PRODUCT_VERSION: JSON.stringify(productVersion()),
    },
  };
}

/** The image decoder's addon lies beside the bundles, where the package looks for it in vain. */
const nativeDecoder: Plugin = {
  name: 'native-decoder',
  setup(plugin) {
    // Its other form calls a `require` that no bundler sees.
    plugin.onResolve({ filter: /^sharp$/ }, () => ({
      path: join(root, 'node_modules/sharp/dist/index.cjs'),
    }));
    plugin.onLoad({ filter: /sharp[\\/]dist[\\/]sharp\.cjs$/ }, () => ({ contents: loadDecoder() }));
    plugin.onResolve({ filter: /^\.\/native\// }, ({ path }) => ({ path, external: true }));
  },
};

/** A bundle knows it by itself, wherever it is copied to. */
function productVersion(): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

function pageOptions(release: boolean, entryPoints: Record<string, string>): BuildOptions & { write: false } {
  return {
    ...sharedOptions(release),
    entryPoints,
    platform: 'browser',
    format: 'iife',
    target: 'chrome120',
    // What goes into files that people pass on is always small.
    ...('webview/standalone' in entryPoints ? { minify: true, sourcemap: false } : {}),
    loader: { '.ttf': 'file', '.svg': 'dataurl', '.yaml': 'text' },
    define: { 'process.env.NODE_ENV': '"production"' },
  };
}

/**
 * `run build [--release]`: makes `dist/`. Release bundles are minified and carry no source maps.
 * A bundle that fails keeps no other from being written, and leaves nothing of its own behind.
 */
export async function build(args: readonly string[] = []): Promise<number> {
  const started = performance.now();
  const release = args.includes('--release');
  const bundles = [...nodeBundles(release), ...pageBundles(release)].map((options) => bundle(options));
  const results = await Promise.allSettled(bundles);
  const files = new Map<string, Uint8Array>();
  for (const result of results) {
    if (result.status === 'rejected') continue;
    for (const { path, contents } of result.value.outputFiles) files.set(path, contents);
  }
  for (const file of wasmFiles) files.set(join(dist, basename(file)), readFileSync(join(root, file)));
  const tensorflow = await provisionTensorflow(setupContext());
  if (tensorflow !== undefined) {
    const platform = `${process.platform}-${process.arch}`;
    files.set(join(dist, 'native', platform, 'tfjs_binding.node'), readFileSync(tensorflow.addon));
  }
  for (const [path, file] of decoderFiles()) files.set(join(dist, path), readFileSync(file));
  for (const [path, contents] of files) writeWhole(path, contents);
  removeOthers(files);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed === undefined) {
    console.log(`Built dist/ in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
    return 0;
  }
  throw new ToolFailure('A bundle cannot be built.', 'Put right what stands above.', failed.reason);
}

function nodeBundles(release: boolean): (BuildOptions & { write: false })[] {
  return Object.entries(nodeEntries)
    .filter(([, path]) => existsSync(join(root, path)))
    .map(([name, path]) => nodeOptions(release, { [name]: path }));
}

function pageBundles(release: boolean): (BuildOptions & { write: false })[] {
  return Object.entries(pageEntries)
    .filter(([, path]) => existsSync(join(root, path)))
    .map(([name, path]) => pageOptions(release, { [name]: path }));
}

/** Whoever runs a bundle while it is built anew reads the old one or the new one. */
function writeWhole(path: string, contents: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.${process.pid}.partial`;
  writeFileSync(partial, contents);
  renameSync(partial, path);
}

/** What an earlier build made and this one does not must not reach the package. */
function removeOthers(files: ReadonlyMap<string, Uint8Array>): void {
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !files.has(path)) rmSync(path, { force: true });
  }
}
