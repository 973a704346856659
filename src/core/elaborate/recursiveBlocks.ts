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
  for (const block of blocks.values()) search(block, { blocks, texts, report, recursive, done });
  return recursive;
}

interface Search {
  readonly blocks: ReadonlyMap<string, SpecBlock>;
  readonly texts: ReadonlyMap<SpecBlock, BlockText>;
  readonly report: Report;
  readonly recursive: Set<SpecBlock>;
  readonly done: Set<SpecBlock>;
}

/** Depth first with a stack of its own: a file may have thousands of blocks in a row. */
function search(start: SpecBlock, { blocks, texts, report, recursive, done }: Search): void {
  const path: { readonly block: SpecBlock; next: number }[] = [{ block: start, next: 0 }];
  const onPath = new Map<SpecBlock, number>([[start, 0]]);
  for (let top = path[0]; top !== undefined; top = path[path.length - 1]) {
    const use = done.has(top.block) ? undefined : texts.get(top.block)?.uses[top.next++];
    if (use === undefined) {
      done.add(top.block);
      onPath.delete(top.block);
      path.pop();
      // Whoever uses a block that never ends never ends either, but it is not at fault.
      const user = path[path.length - 1];
      if (user !== undefined && recursive.has(top.block)) recursive.add(user.block);
      continue;
    }
    const used = blocks.get(use.name);
    if (used === undefined) continue;
    const circle = onPath.get(used);
    if (circle === undefined) {
      onPath.set(used, path.length);
      path.push({ block: used, next: 0 });
      continue;
    }
    for (const each of path.slice(circle)) recursive.add(each.block);
    if (top.block.source === 'file') {
      report({
        code: 'reference.recursive-block',
        place: filePlace(use.node),
        message: message('The block `{name}` uses itself, so it would never end.', { name: use.name }),
      });
    }
  }
}
