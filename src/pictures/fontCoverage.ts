const TABLE_RECORD_BYTES = 16;
const ENCODING_RECORD_BYTES = 8;
const GROUP_BYTES = 12;
/** Maps of all of Unicode in a `cmap` table are in groups of this format. */
const GROUPED = 12;

/** Whether a font has a glyph for a character. */
export type Covers = (codePoint: number) => boolean;

/**
 * Reads which characters a TrueType font has, from the map of all of Unicode in its `cmap` table (OpenType
 * specification, format 12: groups of first character, last character, first glyph). A font without one has none.
 */
export function fontCoverage(font: Uint8Array): Covers {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const groups = groupsAt(view, groupedMap(view, tableAt(view, 'cmap')));
  return (codePoint) => groups.some(([first, last]) => codePoint >= first && codePoint <= last);
}

/** Where a table begins; -1 where the font has none of that name. */
function tableAt(view: DataView, name: string): number {
  const count = view.getUint16(4);
  for (let i = 0; i < count; i++) {
    const record = 12 + i * TABLE_RECORD_BYTES;
    const tag = [0, 1, 2, 3].map((k) => String.fromCharCode(view.getUint8(record + k))).join('');
    if (tag === name) return view.getUint32(record + 8);
  }
  return -1;
}

function groupedMap(view: DataView, cmap: number): number {
  if (cmap < 0) return -1;
  const count = view.getUint16(cmap + 2);
  for (let i = 0; i < count; i++) {
    const map = cmap + view.getUint32(cmap + 4 + i * ENCODING_RECORD_BYTES + 4);
    if (view.getUint16(map) === GROUPED) return map;
  }
  return -1;
}

function groupsAt(view: DataView, map: number): (readonly [first: number, last: number])[] {
  if (map < 0) return [];
  return Array.from({ length: view.getUint32(map + 12) }, (_, i) => {
    const group = map + 16 + i * GROUP_BYTES;
    return [view.getUint32(group), view.getUint32(group + 4)] as const;
  });
}
