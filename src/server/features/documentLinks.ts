import type { DocumentLink } from 'vscode-languageserver';
import { message } from '../../core/diagnostics/message.ts';
import { paperLinks } from '../../core/explain/paperLinks.ts';
import type { Feature } from '../feature.ts';

/** From the papers that a spec names to their pages. Nothing is fetched: the editor opens them when asked. */
export const documentLinks: Feature = {
  capabilities: { documentLinkProvider: {} },
  register({ connection, documents, format }) {
    connection.onDocumentLinks(({ textDocument }): DocumentLink[] => {
      const analysis = documents.read(textDocument.uri)?.analysis;
      if (analysis === undefined) return [];
      return paperLinks(analysis).map(({ range, arxiv }) => ({
        range: analysis.lines.range(range),
        target: `https://arxiv.org/abs/${arxiv}`,
        tooltip: format(message('Open the paper, arXiv {arxiv}', { arxiv })),
      }));
    });
  },
};
