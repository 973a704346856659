import type { FromGraph, GraphPageState } from '../../src/protocol/graph.ts';

/** Whoever shows the page: VS Code, or a test. */
export interface Host {
  post(message: FromGraph): void;
  /** Kept across a reload of the window. */
  keep(state: GraphPageState): void;
  /** What was kept before the reload; null where nothing was. */
  restore(): GraphPageState | null;
}
