import { toggleOf } from '../../src/core/drawing/twinNames.ts';
import type { PageControl, PageFeature } from './pageFeature.ts';

/** Opens everything that is closed, one step, and closes everything that is open. */
export function foldTools({ words, parts, state, setView }: PageControl): PageFeature {
  const toggleAll = (open: boolean): void => {
    const { drawing, view, selected } = state();
    const wanted = open ? 'closed' : 'open';
    const nodes = (drawing?.nodes ?? []).filter((node) => node.state === wanted);
    if (nodes.length === 0) return;
    const toggled = Object.fromEntries(nodes.map(({ id }) => [toggleOf(id), open]));
    setView({ ...view, toggled: { ...view.toggled, ...toggled } }, selected?.id ?? null);
  };
  for (const [icon, text, hint, open] of [
    ['openAll', words.openAll, words.openAllHint, true],
    ['closeAll', words.closeAll, words.closeAllHint, false],
  ] as const) {
    const pressed = (): void => {
      toggleAll(open);
    };
    parts.toolbar.add({ group: 'fold', icon, text, hint, pressed });
  }
  return {};
}
