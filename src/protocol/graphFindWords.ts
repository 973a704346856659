/** Of the bar that finds what is drawn. */
export const FIND_WORDS = {
  find: 'Find',
  findHint: 'Find by name, kind or shape (/)',
  findPlaceholder: 'Name, kind or shape',
  findPrevious: 'The one before (Shift+Enter)',
  findNext: 'Next (Enter)',
  findClose: 'Close (Escape)',
  findNothing: 'Nothing',
  findCount: '{0} of {1}',
} as const;
