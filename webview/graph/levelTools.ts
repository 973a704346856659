import type { Level } from '../../src/core/drawing/viewState.ts';
import type { PageControl, PageFeature } from './pageFeature.ts';

/** How much is open: a button a level, the one that is shown pressed. */
export class LevelTools implements PageFeature {
  readonly #control: PageControl;
  readonly #buttons: ReadonlyMap<Level, HTMLButtonElement>;

  constructor(control: PageControl) {
    this.#control = control;
    const { words } = control;
    this.#buttons = new Map([
      this.#tool('stages', words.stages, words.stagesHint),
      this.#tool('sizes', words.sizes, words.sizesHint),
      this.#tool('blocks', words.blocks, words.blocksHint),
      this.#tool('ops', words.ops, words.opsHint),
    ]);
  }

  viewed(): void {
    const { level } = this.#control.state().view;
    for (const [each, button] of this.#buttons) button.setAttribute('aria-pressed', String(each === level));
  }

  #tool(level: Level, text: string, hint: string): [Level, HTMLButtonElement] {
    const pressed = (): void => {
      this.#control.setView({ ...this.#control.state().view, level, toggled: {} }, null);
    };
    return [level, this.#control.parts.toolbar.add({ group: 'level', icon: null, text, hint, pressed })];
  }
}
