import type { FromTrainingView, TrainingViewState } from '../../src/protocol/trainingView.ts';

/** Whoever shows the page: VS Code, or a test. */
export interface Host {
  post(message: FromTrainingView): void;
  /** Kept across a reload of the window. */
  keep(state: TrainingViewState): void;
  /** What was kept before the reload; null where nothing was. */
  restore(): TrainingViewState | null;
}
