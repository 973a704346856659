/** Distances of the drawing, in pixels. They are chosen by eye. */
export const SPACING = {
  /** Between one node and the next below it. */
  gap: 22,
  /** Between a node and the columns that its line fans out to, or that come together in it. */
  fan: 26,
  /** Between the rows of a layered layout, whose lines slant. */
  layer: 38,
  /** Between columns, and between the lanes of shortcut arcs and what they pass. */
  column: 30,
  lane: 16,
  /** How far below a node a line turns aside, and how far above one it turns in. */
  turn: 8,
  /** Between a line and its label. */
  label: 5,
} as const;
