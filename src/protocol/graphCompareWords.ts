/** Of the bar that says what the drawing is compared with. */
export const COMPARE_WORDS = {
  compare: 'Compare…',
  compareHint: 'Mark what differs from a variant, another spec, or the file as saved or committed',
  comparedWith: 'Compared with {0}',
  comparedTotals: '{0}: {1} → {2} ({3})',
  comparedSame: '{0}: {1}, unchanged',
  comparedParameters: 'parameters',
  comparedMacs: 'multiply-adds',
  cannotCompare: '{0} could not be built, so nothing is marked.',
  stopComparing: 'Stop',
  stopComparingHint: 'Show the network alone again',
  legendAdded: 'new',
  legendRemoved: 'gone',
  legendChanged: 'other than before',
  legendReshaped: 'the same on another size',
  wasBefore: 'Before: {0}',
} as const;
