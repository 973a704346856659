import { message } from '../diagnostics/message.ts';
import { filePlace } from '../language/place.ts';
import type { Report } from '../language/problem.ts';
import type { SpecBlock } from '../spec/spec.ts';
import type { BlockText } from './blockText.ts';

/**
 * The blocks whose text leads back to themselves, each circle reported once at the use that closes it. Judged
 * on the text: a `when` that would end the recursion does not count.
 */
export function recursiveBlocks(
  blocks: ReadonlyMap<string, SpecBlock>,
  texts: ReadonlyMap<SpecBlock, BlockText>,
  report: Report,
): Set<SpecBlock> {
  const recursive = new Set<SpecBlock>();
  const done = new Set<SpecBlock>();
  const visit = (block: SpecBlock, above: readonly SpecBlock[]): void => {
    if (done.has(block)) return;
    for (const { name, node } of texts.get(block)?.uses ?? []) {
      const used = blocks.get(name);
      if (used === undefined) continue;
      const path = [...above, block];
      const start = path.indexOf(used);
      if (start < 0) {
        visit(used, path);
        // Whoever uses a block that never ends never ends either, but it is not at fault.
        if (recursive.has(used)) recursive.add(block);
        continue;
      }
      for (const each of path.slice(start)) recursive.add(each);
      if (block.source === 'file') {
        report({
          code: 'reference.recursive-block',
          place: filePlace(node),
          message: message('The block `{name}` uses itself, so it would never end.', { name }),
        });
      }
    }
    done.add(block);
  };
  for (const block of blocks.values()) visit(block, []);
  return recursive;
}
