/**
 * Widths of characters in thousandths of the font size, for the printable ASCII characters from the space
 * on: the wider one of Arial's and DejaVu Sans' advance widths, so that text fits whichever is there.
 */
const ASCII_WIDTHS: readonly number[] = [
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
  636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556, 1015, 684, 686, 722, 770, 667, 611, 778, 752, 295,
  500, 667, 557, 863, 748, 787, 667, 787, 722, 667, 611, 732, 684, 989, 685, 667, 685, 390, 337, 390, 838,
  556, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521,
  392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];
const FIRST_ASCII = 32;
/** Other characters are taken as one em, which no letter of the usual fonts exceeds. */
const WIDEST = 1000;

/** Pixels that a text takes at most. */
export function textWidth(text: string, fontSize: number): number {
  let thousandths = 0;
  for (const character of text) {
    thousandths += ASCII_WIDTHS[(character.codePointAt(0) ?? 0) - FIRST_ASCII] ?? WIDEST;
  }
  return (thousandths * fontSize) / 1000;
}

/** The text, or as much of its beginning as fits with an ellipsis. */
export function elide(text: string, fontSize: number, width: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (textWidth(`${kept}${character}…`, fontSize) > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
