/** On a grid of 16 by 16, drawn as lines in the colour of the text around. */
const ICONS = {
  zoomOut: 'M3.5 8h9',
  zoomIn: 'M8 3.5v9M3.5 8h9',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  openAll: 'M5 2.5h8.5V11M2.5 5H11v8.5H2.5zM6.75 7v4.5M4.5 9.25H9',
  closeAll: 'M5 2.5h8.5V11M2.5 5H11v8.5H2.5zM4.5 9.25H9',
  toTheRight: 'M2 8h11.5M9.5 4l4 4-4 4',
  twin: 'M2.5 2.5h4v11h-4zM9.5 2.5h4v11h-4z',
  find: 'M10.8 6.6a4.2 4.2 0 1 1-8.4 0 4.2 4.2 0 0 1 8.4 0zM9.7 9.7l3.9 3.9',
  heat: 'M8.6 1.8c.3 2.9 3.6 4 3.6 7.8a4.2 4.2 0 0 1-8.4 0c0-1.7.8-2.6 1.5-3.7.6.6.9 1.2 1 2 1.6-1.5 2.5-3.6 2.3-6.1z',
  compare: 'M2.5 5h10.5M10 2l3 3-3 3M13.5 11H3M6 8l-3 3 3 3',
  change: 'M2.5 13.5l.7-3.3 7.8-7.8 2.6 2.6-7.8 7.8zM9.3 4.1l2.6 2.6',
  export: 'M8 10V2.5M5 5.3l3-2.9 3 2.9M2.5 9.5v4h11v-4',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  done: 'M3 8.5l3.5 3.5L13 4.5',
  table: 'M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.5 6.3V13',
  inspector: 'M2 3h12v10H2zM9 3v10M11 6h1.2M11 8.3h1.2',
  more: 'M3.5 7.5v1M8 7.5v1M12.5 7.5v1',
  up: 'M8 13V3.5M4 7.5l4-4 4 4',
  down: 'M8 3v9.5M4 8.5l4 4 4-4',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
} as const;

export type IconName = keyof typeof ICONS;

const SVG = 'http://www.w3.org/2000/svg';

/** A picture beside a word or in its place; a screen reader passes it over. */
export function icon(name: IconName): SVGElement {
  const element = document.createElementNS(SVG, 'svg');
  element.setAttribute('class', 'icon');
  element.setAttribute('viewBox', '0 0 16 16');
  element.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  element.append(path);
  return element;
}
