import type { SignatureHelp } from 'vscode-languageserver';
import { type Signature, signatureHelp as signatureAt } from '../../core/complete/signatureHelp.ts';
import type { Feature, ServerParts } from '../feature.ts';

/** The parameters of the block whose arguments are being written. */
export const signatureHelp: Feature = {
  capabilities: {
    signatureHelpProvider: { triggerCharacters: ['{', ','], retriggerCharacters: [':', ' '] },
  },
  register(parts) {
    parts.connection.onSignatureHelp(({ textDocument, position }) => {
      const analysis = parts.documents.get(textDocument.uri)?.analysis;
      if (analysis === undefined) return null;
      const found = signatureAt(analysis, analysis.lines.offset(position));
      return found === null ? null : toSignatureHelp(found, parts);
    });
  },
};

function toSignatureHelp(
  { label, doc, parameters, active }: Signature,
  { format }: ServerParts,
): SignatureHelp {
  return {
    activeSignature: 0,
    signatures: [
      {
        label,
        ...(doc === null ? {} : { documentation: { kind: 'markdown', value: format(doc) } }),
        parameters: parameters.map((parameter) => ({
          label: [parameter.start, parameter.end],
          documentation: { kind: 'markdown', value: format(parameter.doc) },
        })),
        // A place behind the last one marks none.
        activeParameter: active ?? parameters.length,
      },
    ],
  };
}
