/** Of the button that writes the drawing to a file. */
export const EXPORT_WORDS = {
  export: 'Export…',
  exportHint: 'Write the drawing to a file, or copy it',
} as const;
