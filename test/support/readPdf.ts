import { inflateSync } from 'node:zlib';
import { type PdfFont, PdfPage } from './pdfPage.ts';

/** What a one-page PDF holds, read from its bytes by the specification (ISO 32000-1), not by who wrote it. */
export interface ReadPdf {
  /** The values of the document's information dictionary. */
  readonly info: Readonly<Record<string, string>>;
  /** In points. */
  readonly width: number;
  readonly height: number;
  readonly userUnit: number;
  /** The names of the fonts, all of which are inside the file. */
  readonly fonts: readonly string[];
  readonly texts: readonly string[];
  /** The same page as SVG, upside up. */
  readonly svg: string;
}

interface PdfObject {
  readonly dictionary: string;
  readonly stream: Buffer | null;
}

type Objects = ReadonlyMap<string, PdfObject>;

export function readPdf(bytes: Uint8Array): ReadPdf {
  const file = Buffer.from(bytes);
  const objects = objectsOf(file);
  const trailer = /trailer\s*<<([\s\S]*?)>>/.exec(file.toString('latin1'))?.[1] ?? '';
  const [page, ...more] = [...objects.values()].filter((each) => /\/Type \/Page\b/.test(each.dictionary));
  if (page === undefined || more.length > 0) throw new Error('not one page');
  const { dictionary } = page;
  const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(dictionary);
  const [width, height] = [Number(box?.[1]), Number(box?.[2])];
  const resources = referred(objects, dictionary, 'Resources').dictionary;
  const fonts = new Map(
    namedReferences(resources, 'Font').map(([name, id]) => [name, fontOf(objects, objects.get(id))]),
  );
  const opacities = new Map(
    namedReferences(resources, 'ExtGState').map(([name, id]) => [
      name,
      Number(/\/ca ([\d.]+)/.exec(objects.get(id)?.dictionary ?? '')?.[1]),
    ]),
  );
  const content = referred(objects, dictionary, 'Contents').stream?.toString('latin1') ?? '';
  const { texts, marks } = new PdfPage(fonts, opacities).read(content);
  return {
    info: infoOf(objects, referred(objects, trailer, 'Info').dictionary),
    width,
    height,
    userUnit: Number(/\/UserUnit ([\d.]+)/.exec(dictionary)?.[1] ?? 1),
    fonts: [...fonts.values()].map(({ name }) => name),
    texts,
    svg:
      `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" width="${width}" height="${height}">` +
      `<g transform="matrix(1 0 0 -1 0 ${height})">${marks.join('')}</g></svg>`,
  };
}

function objectsOf(file: Buffer): Objects {
  const text = file.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const { index, 1: id = '', 2: body = '' } of text.matchAll(/\b(\d+) 0 obj\s([\s\S]*?)\sendobj/g)) {
    const opening = /stream\r?\n/.exec(body);
    if (opening === null) {
      objects.set(id, { dictionary: body, stream: null });
      continue;
    }
    const dictionary = body.slice(0, opening.index);
    const start = index + `${id} 0 obj `.length + opening.index + opening[0].length;
    const raw = file.subarray(start, start + Number(/\/Length (\d+)/.exec(dictionary)?.[1]));
    objects.set(id, { dictionary, stream: dictionary.includes('/FlateDecode') ? inflateSync(raw) : raw });
  }
  return objects;
}

function referred(objects: Objects, dictionary: string, key: string): PdfObject {
  const id = new RegExp(`/${key} (?:\\[)?(\\d+) 0 R`).exec(dictionary)?.[1] ?? '';
  const object = objects.get(id);
  if (object === undefined) throw new Error(`no /${key} in ${dictionary}`);
  return object;
}

/** The entries of a dictionary within a dictionary, each with the id of what it refers to. */
function namedReferences(dictionary: string, key: string): (readonly [name: string, id: string])[] {
  const inner = new RegExp(`/${key} <<([^>]*)>>`).exec(dictionary)?.[1] ?? '';
  return references(inner);
}

function infoOf(objects: Objects, dictionary: string): Record<string, string> {
  return Object.fromEntries(
    references(dictionary).map(([name, id]) => [name, pdfText(objects.get(id)?.dictionary ?? '')]),
  );
}

function references(dictionary: string): (readonly [string, string])[] {
  return [...dictionary.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, id]);
}

/** A string in brackets: UTF-16 with its mark, or bytes. */
function pdfText(written: string): string {
  const inside = written
    .replace(/^\s*\(|\)\s*$/g, '')
    .replace(/\\([\\()nr])/g, (_, character: string) =>
      character === 'n' ? '\n' : character === 'r' ? '\r' : character,
    );
  const bytes = Buffer.from(inside, 'latin1');
  return bytes[0] === 0xfe && bytes[1] === 0xff ? bytes.subarray(2).swap16().toString('utf16le') : inside;
}

/** @throws where the font is not inside the file, or does not say what its glyphs mean. */
function fontOf(objects: Objects, font: PdfObject | undefined): PdfFont {
  const dictionary = font?.dictionary ?? '';
  const descriptor = referred(
    objects,
    referred(objects, dictionary, 'DescendantFonts').dictionary,
    'FontDescriptor',
  );
  if (referred(objects, descriptor.dictionary, 'FontFile2').stream === null) throw new Error('no font file');
  const map = referred(objects, dictionary, 'ToUnicode').stream?.toString('latin1') ?? '';
  const characters = new Map<number, string>();
  for (const [, first = '', list = ''] of map.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g)) {
    [...list.matchAll(/<([^>]*)>/g)].forEach(([, units = ''], at) => {
      const text = Buffer.from(units.replace(/\s/g, ''), 'hex').swap16().toString('utf16le');
      characters.set(Number.parseInt(first, 16) + at, text);
    });
  }
  return { name: /\/BaseFont \/(?:\w+\+)?([\w-]+)/.exec(dictionary)?.[1] ?? '', characters };
}
