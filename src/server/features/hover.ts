import { explain } from '../../core/explain/explain.ts';
import type { Feature } from '../feature.ts';

export const hover: Feature = {
  capabilities: { hoverProvider: true },
  register({ connection, documents, format }) {
    connection.onHover(({ textDocument, position }) => {
      const document = documents.read(textDocument.uri);
      if (document === undefined) return null;
      const { analysis, shipped } = document;
      const explanation = explain(analysis, analysis.lines.offset(position), shipped);
      if (explanation === null) return null;
      const facts = explanation.facts.map((fact) => `- ${format(fact)}`);
      return {
        range: analysis.lines.range(explanation.range),
        contents: { kind: 'markdown', value: [`**${format(explanation.title)}**`, '', ...facts].join('\n') },
      };
    });
  },
};
