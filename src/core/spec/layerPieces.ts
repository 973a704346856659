import type { SpecMap, SpecNode, SpecSequence } from './node.ts';
import type { WholeYaml } from './parseYaml.ts';
import { shiftNode, shiftRange } from './shiftNode.ts';
import type { YamlProblem } from './yamlProblem.ts';

/**
 * The items of the file's `layers`, each read on its own, by their text. A keystroke changes one of them, so the
 * others need not be read again: reading YAML is most of the time between a keystroke and its diagnostics.
 */
export interface LayerPieces {
  readonly items: ReadonlyMap<string, Piece>;
  /** The whole text but for the items. */
  readonly frame: string;
  /** For each item, by where it starts in the text, the node that all items with its text share. */
  readonly byStart: ReadonlyMap<number, SpecNode>;
}

interface Piece {
  /** With offsets from the start of the item's text. */
  readonly node: SpecNode;
  readonly problems: readonly YamlProblem[];
  readonly count: number;
}

interface Region {
  /** Where the first item starts and the last one ends. */
  readonly start: number;
  readonly end: number;
  /** Where each item's line starts. */
  readonly starts: readonly number[];
  /** Columns before the dashes. */
  readonly indent: number;
}

export interface ParsedPieces {
  readonly root: SpecNode;
  readonly problems: readonly YamlProblem[];
  readonly count: number;
  readonly pieces: LayerPieces;
}

/** Short lists are read faster whole. */
const MIN_ITEMS = 50;

/**
 * Reads a text whose `layers` is a plain block list, item by item. Null where that might not be the same as
 * reading it whole: anchors, aliases, tags, several documents, or a mistake outside the list. A mistake within
 * an item stays within it: whatever a bracket or a quote of it holds has to stand further right than its dash.
 */
export function parseInPieces(
  text: string,
  previous: LayerPieces | null,
  parseWhole: (text: string) => WholeYaml | null,
): ParsedPieces | null {
  const region = findRegion(text);
  if (region === null || region.starts.length < MIN_ITEMS) return null;
  const frameText = text.slice(0, region.start) + text.slice(region.end);
  const frame = parseWhole(frameText);
  if (frame?.root?.type !== 'map' || frame.problems.length > 0) return null;
  // A key that is not there stands where what is before it ends, which is not the list in the frame.
  if (frame.root.pairs.some(({ key }) => key.start === key.end)) return null;
  // What follows the list must not have become the value of `layers` now that the list is gone.
  const rest = frame.root.pairs.find((pair) => pair.key.value === 'layers')?.value;
  if (rest?.type !== 'scalar' || rest.value !== null) return null;
  const items = new Map<string, Piece>();
  const nodes: SpecNode[] = [];
  const byStart = new Map<number, SpecNode>();
  const problems: YamlProblem[] = [];
  let { count } = frame;
  for (const [index, start] of region.starts.entries()) {
    const itemText = text.slice(start, region.starts[index + 1] ?? region.end);
    const piece =
      items.get(itemText) ?? previous?.items.get(itemText) ?? parsePiece(copyOf(itemText), parseWhole);
    if (piece === null) return null;
    items.set(itemText, piece);
    const node = shiftNode(piece.node, start, 0);
    nodes.push(node);
    byStart.set(node.start, piece.node);
    for (const problem of piece.problems) problems.push(shiftProblem(problem, start));
    count += piece.count;
  }
  return {
    problems,
    root: putIn(frame.root, region, nodes),
    count,
    pieces: { items, frame: frameText, byStart },
  };
}

/**
 * The same characters, free of the text that they were cut from: engines keep the whole of a text for as long as
 * a part of it is used, and a piece may outlive many versions of the text.
 */
function copyOf(part: string): string {
  return ` ${part}`.slice(1);
}

function parsePiece(text: string, parseWhole: (text: string) => WholeYaml | null): Piece | null {
  const parsed = parseWhole(text);
  if (parsed?.root?.type !== 'sequence') return null;
  const { problems, count } = parsed;
  const [node, second] = parsed.root.items;
  return node === undefined || second !== undefined ? null : { node, problems, count };
}

function shiftProblem(problem: YamlProblem, distance: number): YamlProblem {
  const { range, fix } = problem;
  if (fix === undefined) return { ...problem, range: shiftRange(range, distance) };
  return {
    ...problem,
    range: shiftRange(range, distance),
    fix: { ...fix, range: shiftRange(fix.range, distance) },
  };
}

/** The frame with the items as its `layers`, and everything behind them moved to where it stands. */
function putIn(frame: SpecMap, region: Region, items: readonly SpecNode[]): SpecMap {
  const { start, end, indent } = region;
  const last = items[items.length - 1];
  const layers: SpecSequence = { type: 'sequence', start: start + indent, end: last?.end ?? end, items };
  const moved = shiftNode(frame, end - start, start) as SpecMap;
  const pairs = moved.pairs.map((pair) =>
    pair.key.value === 'layers' ? { key: pair.key, value: layers } : pair,
  );
  const ends = pairs.map((pair) => Math.max(pair.key.end, pair.value.end));
  return { ...moved, end: ends[ends.length - 1] ?? moved.end, pairs };
}

/** What makes an item depend on others, or the text on more than one document. */
const JOINED = /(?:^|[\s[{,])[&*!][\w<]|^(?:---|\.\.\.|%)/m;

/** Finds the items of a top-level block list under `layers`. */
function findRegion(text: string): Region | null {
  const header = /^layers:[ \t]*(?:#.*)?\r?\n/m.exec(text);
  if (header === null || JOINED.test(text) || /^layers:/m.test(text.slice(header.index + 1))) return null;
  const starts: number[] = [];
  let indent = -1;
  let at = header.index + header[0].length;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    let content = at;
    while (text[content] === ' ') content++;
    const column = content - at;
    if (!isBlankLine(text, content)) {
      const isItem = text[content] === '-' && isBlankOrEnd(text[content + 1]);
      if (indent < 0) {
        if (!isItem) return null;
        indent = column;
      }
      if (column < indent || (column === indent && !isItem)) {
        // Only a key of the file itself may end the list; anything between is a mistake of indentation.
        if (column > 0) return null;
        break;
      }
      if (column === indent) starts.push(at);
    }
    at = next;
  }
  const [start] = starts;
  return start === undefined ? null : { start, end: at, starts, indent };
}

/** Whether nothing but a comment stands in a line from `at` on. */
function isBlankLine(text: string, at: number): boolean {
  const char = text[at];
  return char === undefined || char === '#' || char === '\n' || (char === '\r' && text[at + 1] === '\n');
}

function isBlankOrEnd(char: string | undefined): boolean {
  return char === undefined || /\s/.test(char);
}
