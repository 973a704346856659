/** Of the tools that arrange the drawing. */
export const LAYOUT_WORDS = {
  toTheRight: 'To the right',
  toTheRightHint: 'Data flows to the right in place of down',
  plainTwin: 'Plain twin',
  plainTwinHint: 'The same net without its shortcuts beside it, in equal rows',
  plainTwinCompared: 'A comparison shows the net alone. Stop comparing to see its plain twin.',
} as const;
