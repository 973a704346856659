import { make } from './make.ts';
import type { NodeWords } from './nodeWords.ts';

const AWAY = 14;

/** What is said of the thing under the pointer, beside it and inside the panel. */
export function showTip(tip: HTMLElement, words: NodeWords | null, x: number, y: number): void {
  tip.hidden = words === null;
  if (words === null) return;
  const { title, lines, wrong } = words;
  tip.replaceChildren(line(title), ...lines.map((text) => line(text)));
  if (wrong !== '') {
    const mistake = line(wrong);
    mistake.className = 'wrong';
    tip.append(mistake);
  }
  const room = tip.parentElement;
  const [width, height] = [room?.clientWidth ?? 0, room?.clientHeight ?? 0];
  const left = x + AWAY + tip.offsetWidth > width ? Math.max(4, width - tip.offsetWidth - 4) : x + AWAY;
  const below = y + AWAY + tip.offsetHeight <= height;
  tip.style.left = `${left}px`;
  tip.style.top = `${below ? y + AWAY : Math.max(4, y - AWAY - tip.offsetHeight)}px`;
}

function line(text: string): HTMLElement {
  const element = make('div', '');
  element.textContent = text;
  return element;
}
