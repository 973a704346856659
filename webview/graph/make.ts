import { type IconName, icon } from './icons.ts';

export function make(tag: string, className: string): HTMLElement {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  return element;
}

/** @param title what a tooltip and a screen reader say; '' where the text says all. */
export function button(text: string, title: string): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  if (title !== '') element.title = title;
  return element;
}

/** A button that shows a picture; `label` is its name, `hint` the tooltip. */
export function iconButton(name: IconName, label: string, hint: string): HTMLButtonElement {
  const element = button('', hint);
  element.setAttribute('aria-label', label);
  element.append(icon(name));
  return element;
}
