import type { Locator } from 'playwright-core';

export interface Squiggle {
  readonly severity: 'error' | 'warning' | 'info';
  /** The text that is underlined. */
  readonly text: string;
  /** The whole line that it stands in. */
  readonly line: string;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Finds which characters are underlined from what is drawn: the font is monospaced, so the place and width of
 * a squiggle on its line say from which column to which it goes.
 */
export async function readSquiggles(editor: Locator): Promise<Squiggle[]> {
  const lines = await readLines(editor);
  const squiggles: Squiggle[] = [];
  for (const severity of ['error', 'warning', 'info'] as const) {
    for (const mark of await editor.locator(`.squiggly-${severity}`).all()) {
      const box = await mark.boundingBox();
      if (box === null) continue;
      const line = lines.find((candidate) => Math.abs(candidate.box.y - box.y) < candidate.box.height / 2);
      if (line !== undefined) squiggles.push({ severity, ...underlined(line, box) });
    }
  }
  return squiggles;
}

interface Line {
  readonly text: string;
  /** Of the text, not of the whole row. */
  readonly box: Box;
}

async function readLines(editor: Locator): Promise<Line[]> {
  const lines: Line[] = [];
  for (const span of await editor.locator('.view-line > span').all()) {
    const box = await span.boundingBox();
    const text = ((await span.textContent()) ?? '').replaceAll('\u00a0', ' ').replaceAll('\u200b', '');
    if (box !== null && text !== '') lines.push({ text, box });
  }
  return lines;
}

function underlined(line: Line, box: Box): { text: string; line: string } {
  const characterWidth = line.box.width / line.text.length;
  const start = Math.round((box.x - line.box.x) / characterWidth);
  const end = Math.round((box.x + box.width - line.box.x) / characterWidth);
  return { text: line.text.slice(start, end), line: line.text };
}
