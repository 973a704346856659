import type { GraphView } from '../../src/protocol/graph.ts';
import type { PageControl, PageFeature } from './pageFeature.ts';

/** Buttons for how the whole drawing is arranged; each is pressed while its arrangement is shown. */
export class LayoutTools implements PageFeature {
  readonly #control: PageControl;
  readonly #toTheRight: HTMLButtonElement;
  readonly #twin: HTMLButtonElement;

  constructor(control: PageControl) {
    this.#control = control;
    const { words } = control;
    this.#toTheRight = this.#toggle(words.toTheRight, words.toTheRightHint, (view) => ({
      ...view,
      direction: view.direction === 'right' ? 'down' : 'right',
    }));
    this.#twin = this.#toggle(words.plainTwin, words.plainTwinHint, (view) => ({
      ...view,
      twin: view.twin !== true,
    }));
    this.#showPressed();
  }

  drawn(): void {
    this.#showPressed();
  }

  #toggle(text: string, hint: string, change: (view: GraphView) => GraphView): HTMLButtonElement {
    return this.#control.parts.addTool(text, hint, () => {
      this.#control.setView(change(this.#control.state().view), null);
      this.#showPressed();
    });
  }

  #showPressed(): void {
    const { direction, twin } = this.#control.state().view;
    this.#toTheRight.setAttribute('aria-pressed', String(direction === 'right'));
    this.#twin.setAttribute('aria-pressed', String(twin === true));
  }
}
