import type { Arrow } from './neighbours.ts';

export type KeyAction = Arrow | 'enter' | 'goto' | 'parent' | 'zoomIn' | 'zoomOut' | 'zoomToNatural';

const ACTIONS: Readonly<Record<string, KeyAction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Enter: 'enter',
  ' ': 'goto',
  Escape: 'parent',
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  '0': 'zoomToNatural',
};

/** What a key on the drawing means; null for those that belong to the editor (with Ctrl, Alt or Meta). */
export function actionOfKey(event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}): KeyAction | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  return ACTIONS[event.key] ?? null;
}
