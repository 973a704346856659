import type { PageControl, PageFeature } from './pageFeature.ts';

/** The button that writes the drawing to a file; which form and where, the extension asks. */
export function exportTool({ words, parts, host }: PageControl): PageFeature {
  const pressed = (): void => {
    host.post({ type: 'export' });
  };
  parts.toolbar.add({ group: 'tool', icon: 'export', text: words.export, hint: words.exportHint, pressed });
  return {};
}
