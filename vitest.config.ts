import { defineConfig } from 'vitest/config';

/**
 * Three rings of tests. `unit` is the inner loop and needs nothing but Node. `process` starts real
 * processes (the command line, the language server, TensorFlow). `editor` drives a real VS Code and a
 * real browser with the packaged extension.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'test/{core,interop,pictures,protocol,server,extension,training,cli,webview,tools}/**/*.test.ts',
          ],
          exclude: ['**/*.process.test.ts', '**/*.editor.test.ts'],
          setupFiles: ['test/support/fixedSeed.ts'],
          // The slowest takes a few seconds, and a machine may be busy with other things.
          testTimeout: 30_000,
          // One worker for each core: by default one core would rest.
          maxWorkers: '100%',
          // Nothing in this ring keeps state between files, and reading the modules anew for each takes most of the time.
          isolate: false,
        },
      },
      {
        test: {
          name: 'process',
          include: ['test/**/*.process.test.ts'],
          globalSetup: ['test/support/freshBuild.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'editor',
          include: ['test/**/*.editor.test.ts'],
          globalSetup: ['test/support/freshBuild.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
