import type { GraphView } from '../../src/protocol/graph.ts';

/** Whether two views are drawn alike. */
export function isSameView(a: GraphView, b: GraphView): boolean {
  const names = new Set([...Object.keys(a.toggled), ...Object.keys(b.toggled)]);
  return isSameArrangement(a, b) && [...names].every((name) => a.toggled[name] === b.toggled[name]);
}

/** Whether the drawing differs at most in what is open. */
export function isSameArrangement(a: GraphView, b: GraphView): boolean {
  const isToTheRight = ({ direction }: GraphView): boolean => direction === 'right';
  const hasTwin = ({ twin }: GraphView): boolean => twin === true;
  return a.level === b.level && isToTheRight(a) === isToTheRight(b) && hasTwin(a) === hasTwin(b);
}
