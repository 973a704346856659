import fc from 'fast-check';
import { expect, it } from 'vitest';
import { edgeGeometry } from '../../../webview/graph/edgeGeometry.ts';

const coordinate = fc.integer({ min: -500, max: 500 });

it('gives weights and distances that lead back to the corners', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 7 }), (points) => {
      const { weights, distances, start, end } = edgeGeometry(points);
      const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
      fc.pre(dx !== 0 || dy !== 0);
      const length = Math.hypot(dx, dy);
      // Cytoscape: along the line by the weight, then beside it; positive is to the right hand in screen terms.
      const corners = weights.map((weight, at) => {
        const beside = distances[at] ?? 0;
        return [
          start[0] + weight * dx - (beside * dy) / length,
          start[1] + weight * dy + (beside * dx) / length,
        ];
      });
      points.slice(1, -1).forEach(([x, y], at) => {
        expect(corners[at]?.[0]).toBeCloseTo(x, 6);
        expect(corners[at]?.[1]).toBeCloseTo(y, 6);
      });
    }),
  );
});

it('has no corners for a straight line', () => {
  expect(
    edgeGeometry([
      [0, 0],
      [0, 30],
    ]),
  ).toEqual({ weights: [], distances: [], start: [0, 0], end: [0, 30] });
});
