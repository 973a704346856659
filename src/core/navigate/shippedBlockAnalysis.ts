import { type Analysis, analyze } from '../analyze.ts';
import { shippedBlockPage } from './shippedBlockPage.ts';

/**
 * The page of a shipped block as a text of its own, to explain what stands there and lead from name to name. It is no
 * model, and nothing is wrong with it. Null for a name that no shipped block has.
 */
export function shippedBlockAnalysis(name: string): Analysis | null {
  const page = shippedBlockPage(name);
  return page === null ? null : { ...analyze(page.text), model: null, diagnostics: [] };
}
