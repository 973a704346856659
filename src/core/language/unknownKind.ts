import { message } from '../diagnostics/message.ts';
import type { SpecItem } from '../spec/item.ts';
import { KINDS } from './kinds.ts';
import { nearest } from './nearest.ts';
import { filePlace, type Place } from './place.ts';
import type { ProblemFix, Report } from './problem.ts';
import type { BlockNames } from './readItems.ts';

/** spec.unknown-kind: a misspelled kind, or the name of a block, which belongs in a `block` or a `stage`. */
export function reportUnknownKind(item: SpecItem, blocks: BlockNames, report: Report): void {
  const { kind, kindRange, source } = item;
  const place: Place = source === 'file' ? filePlace(kindRange) : { kind: 'block' };
  const isBlock = blocks.has(kind);
  const guess = isBlock ? kind : nearest(kind, [...KINDS.keys(), ...blocks.keys()]);
  const args = { kind, guess: guess ?? '' };
  if (guess === null) {
    report({
      code: 'spec.unknown-kind',
      place,
      message: message(
        'There is no kind `{kind}`. A block is used as `block: {type: …}` or in a `stage`.',
        args,
      ),
    });
  } else if (KINDS.has(guess)) {
    report({
      code: 'spec.unknown-kind',
      place,
      message: message('There is no kind `{kind}`. Did you mean `{guess}`?', args),
      fixes: [
        {
          title: message('Change `{from}` to `{to}`', { from: kind, to: guess }),
          changes: [{ type: 'replace', place, newText: guess }],
        },
      ],
    });
  } else {
    report({
      code: 'spec.unknown-kind',
      place,
      message: isBlock
        ? message(
            '`{kind}` is a block, not a kind. Use it in a `block` or, to repeat it, in a `stage`.',
            args,
          )
        : message(
            'There is no kind `{kind}`. Did you mean the block `{guess}`, in a `block` or a `stage`?',
            args,
          ),
      fixes: blockFixes(item, guess),
    });
  }
}

/** What is repeated is a stage; what takes arguments may be either; a bare name is one use. */
function blockFixes(item: SpecItem, block: string): ProblemFix[] {
  const { value } = item;
  if (!/^[\w-]+$/.test(block)) return [];
  const keys = value?.type === 'map' ? value.pairs.map((pair) => String(pair.key.value)) : [];
  const forms = (keys.length > 0 ? (['block', 'stage'] as const) : (['block'] as const)).filter((form) =>
    form === 'block' ? !keys.includes('type') && !keys.includes('repeat') : !keys.includes('block'),
  );
  return forms.map((form): ProblemFix => {
    const written =
      form === 'stage'
        ? `stage: {block: ${block}, …}`
        : keys.length > 0
          ? `block: {type: ${block}, …}`
          : `block: ${block}`;
    return {
      title: message('Write `{written}`', { written }),
      changes: [{ type: 'useBlock', item, form, block }],
    };
  });
}
