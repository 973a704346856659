import { SemanticTokensBuilder } from 'vscode-languageserver';
import { syntaxTokens, TOKEN_TYPES, type TokenType } from '../../core/explain/syntaxTokens.ts';
import type { Feature } from '../feature.ts';

/** Standard token types, so that every theme has a colour for them. */
const LSP_TYPES: Readonly<Record<TokenType, string>> = {
  kind: 'keyword',
  key: 'property',
  word: 'enumMember',
  block: 'class',
  parameter: 'parameter',
  operator: 'operator',
  number: 'number',
  string: 'string',
  name: 'variable',
};

export const semanticTokens: Feature = {
  capabilities: {
    semanticTokensProvider: {
      legend: { tokenTypes: TOKEN_TYPES.map((type) => LSP_TYPES[type]), tokenModifiers: [] },
      full: true,
    },
  },
  register({ connection, documents }) {
    connection.languages.semanticTokens.on(({ textDocument }) => {
      const builder = new SemanticTokensBuilder();
      const document = documents.read(textDocument.uri);
      if (document === undefined) return builder.build();
      for (const token of syntaxTokens(document.analysis)) {
        const { line, character } = document.analysis.lines.position(token.start);
        builder.push(line, character, token.end - token.start, TOKEN_TYPES.indexOf(token.type), 0);
      }
      return builder.build();
    });
  },
};
