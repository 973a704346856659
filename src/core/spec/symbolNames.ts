import type { SpecNode } from './node.ts';
import { valueOf } from './readSpec.ts';
import type { Spec } from './spec.ts';

/** The symbols of `input` or `inputs`, as written and each once: `--set` gives them numbers. */
export function symbolNames({ root }: Spec): string[] {
  const map = root?.type === 'map' ? root : null;
  const inputs = valueOf(map, 'inputs');
  const shapes = [
    valueOf(map, 'input'),
    ...(inputs?.type === 'map' ? inputs.pairs.map(({ value }) => value) : []),
  ];
  return [...new Set(shapes.flatMap(symbolsIn))];
}

function symbolsIn(shape: SpecNode | null): string[] {
  if (shape?.type !== 'sequence') return [];
  return shape.items.flatMap((item) => {
    const value = item.type === 'scalar' ? item.value : null;
    return typeof value === 'string' && /^[A-Za-z_]\w*$/.test(value) ? [value] : [];
  });
}
