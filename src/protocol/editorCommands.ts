/** Commands of the editor that the language server offers beside a text; each takes the document's URI as text. */
export const EDITOR_COMMANDS = {
  openGraph: 'resnetDesigner.openGraph',
  train: 'resnetDesigner.train',
} as const;
