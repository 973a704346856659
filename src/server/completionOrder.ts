import type { Completion, CompletionKind } from '../core/complete/completion.ts';

const NO_RANK = 99;
const ORDER: readonly CompletionKind[] = [
  'value',
  'word',
  'parameter',
  'name',
  'key',
  'kind',
  'snippet',
  'block',
];

/** A text by which editors sort what is offered: by rank, then by sort of thing, then by name. */
export function sortTextOf({ rank, kind, label }: Completion): string {
  return `${String(rank ?? NO_RANK).padStart(2, '0')}${ORDER.indexOf(kind)}${label}`;
}
