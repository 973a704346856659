import type { GraphView, ToGraph } from '../../src/protocol/graph.ts';
import type { PageControl, PageFeature } from './pageFeature.ts';

/** Buttons for how the whole drawing is arranged; each is pressed while its arrangement is shown. */
export class LayoutTools implements PageFeature {
  readonly #control: PageControl;
  readonly #toTheRight: HTMLButtonElement;
  readonly #twin: HTMLButtonElement;
  #isCompared = false;

  constructor(control: PageControl) {
    this.#control = control;
    const { words } = control;
    this.#toTheRight = this.#toggle('toTheRight', words.toTheRight, words.toTheRightHint, (view) => ({
      ...view,
      direction: view.direction === 'right' ? 'down' : 'right',
    }));
    this.#twin = this.#toggle('twin', words.plainTwin, words.plainTwinHint, (view) => ({
      ...view,
      twin: view.twin !== true,
    }));
  }

  /** A comparison shows the net once: its marks and a net beside it would say two things at once. */
  shown({ comparison }: Extract<ToGraph, { type: 'show' }>): void {
    this.#isCompared = comparison !== null;
    const { parts, words } = this.#control;
    parts.toolbar.refuse(this.#twin, this.#isCompared ? words.plainTwinCompared : '');
    this.viewed();
  }

  viewed(): void {
    const { direction, twin } = this.#control.state().view;
    this.#toTheRight.setAttribute('aria-pressed', String(direction === 'right'));
    this.#twin.setAttribute('aria-pressed', String(twin === true && !this.#isCompared));
  }

  #toggle(
    icon: 'toTheRight' | 'twin',
    text: string,
    hint: string,
    change: (view: GraphView) => GraphView,
  ): HTMLButtonElement {
    const pressed = (): void => {
      this.#control.setView(change(this.#control.state().view), null);
    };
    return this.#control.parts.toolbar.add({ group: 'arrangement', icon, text, hint, pressed });
  }
}
