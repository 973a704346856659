import { type FoldingRange, FoldingRangeKind, type SelectionRange } from 'vscode-languageserver';
import { foldingRanges } from '../../core/format/foldingRanges.ts';
import { selectionRanges } from '../../core/format/selectionRanges.ts';
import type { Feature } from '../feature.ts';

/** What can be folded, and what a growing selection takes in. */
export const structure: Feature = {
  capabilities: { foldingRangeProvider: true, selectionRangeProvider: true },
  register({ connection, documents }) {
    connection.onFoldingRanges(({ textDocument }): FoldingRange[] => {
      const document = documents.read(textDocument.uri);
      if (document === undefined) return [];
      return foldingRanges(document.analysis).map(({ startLine, endLine, kind }) => ({
        startLine,
        endLine,
        ...(kind === 'comment' ? { kind: FoldingRangeKind.Comment } : {}),
      }));
    });
    connection.onSelectionRanges(({ textDocument, positions }): SelectionRange[] => {
      const analysis = documents.read(textDocument.uri)?.analysis;
      if (analysis === undefined) return [];
      const { lines } = analysis;
      return positions.map((position) => {
        const ranges = selectionRanges(analysis, lines.offset(position)).map((range) => lines.range(range));
        const whole = ranges.reduceRight<SelectionRange | undefined>(
          (parent, range) => (parent === undefined ? { range } : { range, parent }),
          undefined,
        );
        return whole ?? { range: { start: position, end: position } };
      });
    });
  },
};
