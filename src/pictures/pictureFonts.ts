import { fontCoverage } from './fontCoverage.ts';

/** The fonts that ship, as TrueType files. Each stands in for the other where that lacks a character. */
export interface PictureFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

/** Those that no font has, each once, in the order of the text. */
export function missingCharacters(text: string, { regular, bold }: PictureFonts): string {
  const coverages = [regular, bold].map(fontCoverage);
  const isMissing = (character: string): boolean => {
    const codePoint = character.codePointAt(0) ?? 0;
    return codePoint > 0x7f && !coverages.some((covers) => covers(codePoint));
  };
  return [...new Set(text)].filter(isMissing).join('');
}

/** A part of a text that one font writes. */
export interface FontRun {
  readonly font: keyof PictureFonts;
  readonly text: string;
}

/** Splits a text where another font has to stand in; what no font has stays with the wanted one. */
export function fontRuns(text: string, isBold: boolean, covers: FontCovers): FontRun[] {
  const [wanted, other] = isBold ? (['bold', 'regular'] as const) : (['regular', 'bold'] as const);
  const runs: { font: keyof PictureFonts; text: string }[] = [];
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const font = !covers[wanted](codePoint) && covers[other](codePoint) ? other : wanted;
    const last = runs[runs.length - 1];
    if (last?.font === font) last.text += character;
    else runs.push({ font, text: character });
  }
  return runs;
}

export type FontCovers = Readonly<Record<keyof PictureFonts, (codePoint: number) => boolean>>;
