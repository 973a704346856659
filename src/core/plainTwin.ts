import { type Analysis, analyze } from './analyze.ts';
import type { Model } from './model/model.ts';

/** The same net with all shortcuts left out, as the paper's plain nets are; null where it cannot be built. */
export function plainTwin({ text, options }: Analysis): Model | null {
  return analyze(text, { ...options, withoutShortcuts: true }).model;
}
