import type { Drawing } from '../drawing/drawing.ts';

/** The drawing as one JSON document: `version` and the fields of `Drawing`, on which programs may rely. */
export function drawingJson(drawing: Drawing): string {
  return JSON.stringify({ version: 1, ...drawing });
}
