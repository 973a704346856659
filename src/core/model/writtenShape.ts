/** A shape outside of the model, where a size that depends on symbols is the text of its expression. */
export type WrittenShape = readonly (number | string)[];

/**
 * `32×32×16`; a sum or a product stands in brackets between the signs: `(H − 4)×W×16`.
 * @param times `x` for files whose readers expect it; a symbol with that letter then stands in brackets, too.
 */
export function joinShape(shape: WrittenShape, times = '×'): string {
  return shape
    .map((size) =>
      typeof size === 'string' && (isCompound(size) || size.includes(times)) ? `(${size})` : size,
    )
    .join(times);
}

/** Whether an expression has a sign outside of its brackets; a number before a factor is none: `2·⌊H/2⌋`. */
function isCompound(expression: string): boolean {
  let depth = 0;
  for (const sign of expression.replace(/^[\d,]+·/, '')) {
    if ('(⌊⌈'.includes(sign)) depth++;
    else if (')⌋⌉'.includes(sign)) depth--;
    else if (depth === 0 && '+−·'.includes(sign)) return true;
  }
  return false;
}
