import { describeFailure, ToolFailure } from './toolFailure.ts';

/** One tool a name; loaded when asked for, so that `run build` does not wait for the editor's modules. */
const tools: Record<string, () => Promise<(args: readonly string[]) => Promise<number>>> = {
  bench: async () => (await import('./bench/bench.ts')).bench,
  build: async () => (await import('./build.ts')).build,
  fuzz: async () => (await import('./fuzz.ts')).fuzz,
  check: async () => (await import('./check.ts')).check,
  package: async () => (await import('./package.ts')).makePackage,
};

/** `main.ts start|test|run NAME [ARGUMENT…]`, as the scripts of package.json call it through setup.mjs. */
async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === 'start') return (await import('./start.ts')).start(rest);
  if (command === 'test') return (await import('./test.ts')).runTests();
  if (command === 'run' && rest[0] !== undefined) {
    const [name, ...toolArgs] = rest as [string, ...string[]];
    const load = tools[name];
    if (load !== undefined) return (await load())(toolArgs);
    return (await import('./runBin.ts')).runBin(name, toolArgs);
  }
  throw new ToolFailure(
    `Unknown command: ${args.join(' ') || '(none)'}.`,
    'Use `npm start`, `npm test`, or another script of package.json.',
  );
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}
