import type { PageControl, PageFeature } from './pageFeature.ts';

/** How large the drawing is, to be changed step by step, to its natural size, or to all of it in the panel. */
export class SizeTools implements PageFeature {
  readonly #control: PageControl;
  readonly #size: HTMLButtonElement;

  constructor(control: PageControl) {
    this.#control = control;
    const { words, parts, zoom } = control;
    const add = (
      icon: 'zoomOut' | 'zoomIn' | 'fit' | null,
      text: string,
      hint: string,
      pressed: () => void,
    ): HTMLButtonElement => parts.toolbar.add({ group: 'size', icon, text, hint, pressed });
    add('zoomOut', words.zoomOut, words.zoomOutHint, zoom.out);
    this.#size = add(null, words.naturalSize, words.naturalSizeHint, zoom.natural);
    this.#size.classList.add('zoom');
    add('zoomIn', words.zoomIn, words.zoomInHint, zoom.in);
    add('fit', words.fit, words.fitHint, zoom.fit);
    this.moved();
  }

  moved(): void {
    const percent = 100 * this.#control.zoom.now();
    this.#size.textContent = `${percent < 1 ? percent.toFixed(1) : Math.round(percent)}%`;
  }
}
