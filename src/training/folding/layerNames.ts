import type { FoldedLayer } from './foldedModel.ts';

/**
 * A name for each layer: its path, with a low line where a list of its own began, since a folded net is one
 * list. Never one of `taken`, the inputs' names, and none twice.
 */
export function layerNames(layers: readonly FoldedLayer[], taken: Iterable<string>): string[] {
  const used = new Set(['input', ...taken]);
  return layers.map(({ path }) => {
    const plain = path.replace(/\W+/g, '_').replace(/^(?![A-Za-z_])/, 'layer_');
    // Words that YAML reads as something else.
    const base = /^(true|false|null)$/i.test(plain) ? `${plain}_` : plain;
    let name = base;
    for (let n = 2; used.has(name); n++) name = `${base}_${n}`;
    used.add(name);
    return name;
  });
}
