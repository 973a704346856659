import type { Drawing } from '../drawing/drawing.ts';

/** The drawing as one JSON document: `version` and the fields of `Drawing`. It follows the drawing, so it is not stable. */
export function drawingJson(drawing: Drawing): string {
  return JSON.stringify({ version: 1, ...drawing });
}
