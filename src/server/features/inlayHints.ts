import type { InlayHint } from 'vscode-languageserver';
import { shapeHints } from '../../core/explain/shapeHints.ts';
import type { Feature } from '../feature.ts';

const MAX_SHAPES = 3;

/** Behind each layer the shape that it gives; in a block that is used with several shapes, the first of them. */
export const inlayHints: Feature = {
  capabilities: { inlayHintProvider: true },
  register({ connection, documents }) {
    connection.languages.inlayHint.on(({ textDocument, range }): InlayHint[] => {
      const document = documents.get(textDocument.uri);
      if (document === undefined) return [];
      const { lines } = document.analysis;
      const [start, end] = [lines.offset(range.start), lines.offset(range.end)];
      return shapeHints(document.analysis)
        .filter((hint) => hint.offset >= start && hint.offset <= end)
        .map((hint) => ({
          position: lines.position(hint.offset),
          label: `→ ${labelOf(hint.shapes)}`,
          paddingLeft: true,
        }));
    });
  },
};

function labelOf(shapes: readonly string[]): string {
  const shown = shapes.slice(0, MAX_SHAPES).join(', ');
  return shapes.length > MAX_SHAPES ? `${shown}, …` : shown;
}
