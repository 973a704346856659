import type { FromTrainingView } from '../../src/protocol/trainingView.ts';

/** Whoever shows the page: VS Code, or a test. */
export interface Host {
  post(message: FromTrainingView): void;
  /** Kept across a reload of the window. */
  keep(state: { folder: string }): void;
}
