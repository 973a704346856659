import type { PageControl, PageFeature } from './pageFeature.ts';

/** The button that writes the drawing to a file; which form and where, the extension asks. */
export class ExportTool implements PageFeature {
  constructor({ words, parts, host }: PageControl) {
    parts.addTool(words.export, words.exportHint, () => {
      host.post({ type: 'export' });
    });
  }
}
