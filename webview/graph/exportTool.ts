import type { PageControl, PageFeature } from './pageFeature.ts';

/** The button that writes the drawing to a file; which form and where, the extension asks. */
export function exportTool({ words, parts, host }: PageControl): PageFeature {
  parts.addTool(words.export, words.exportHint, () => {
    host.post({ type: 'export' });
  });
  return {};
}
