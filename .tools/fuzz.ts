import { binPath, toolEnvironment } from './runBin.ts';
import { runChild } from './runChild.ts';

/** The tests whose properties take many more runs here than in `npm test`. */
const FUZZED = [
  'test/core/drawing/packComparison.test.ts',
  'test/core/drawing/packTwin.test.ts',
  'test/core/edit/designEdits.test.ts',
  'test/core/elaborate/builtItems.test.ts',
  'test/core/fixes.test.ts',
  'test/core/layout/layout.test.ts',
  'test/core/mutatedSpecs.test.ts',
  'test/core/spec/layerPieces.test.ts',
  'test/core/symbolicNets.test.ts',
];

/** `npm run fuzz`: 100,000 mutated specs, 12,000 sequences of edits, 2,000 nets with symbols, 28,000 drawings. Takes an hour or more. */
export async function fuzz(): Promise<number> {
  const env = { ...toolEnvironment(), TEST_DEPTH: 'whole' };
  const args = [binPath('vitest'), 'run', '--project', 'unit', ...FUZZED];
  return (await runChild(process.execPath, args, { stdio: 'inherit', env })).code;
}
