import type { Drawing, DrawingNode, EdgeKind } from '../drawing/drawing.ts';
import { WRONG_LINES } from '../print/looks.ts';
import { PRINT_THEME } from '../print/printTheme.ts';
import { type OutlineEdge, type OutlineItem, outlineOf } from './outline.ts';

/** How a node's text is put in brackets, which gives it its form. */
const BRACKETS: Readonly<Record<DrawingNode['form'], readonly [string, string]>> = {
  box: ['[', ']'],
  frame: ['[', ']'],
  pill: ['([', '])'],
  circle: ['((', '))'],
};

const ARROWS: Readonly<Record<EdgeKind, string>> = {
  data: '-->',
  identity: '-->',
  dimension: '-.->',
  broken: '--x',
  conditional: '-->',
};

/** The drawing as a Mermaid flowchart, for a README or a wiki: frames are subgraphs. */
export function drawingMermaid(drawing: Drawing): string {
  const { title, items, edges } = outlineOf(drawing);
  return `${[
    // JSON's strings are YAML's.
    ...(title === '' ? [] : ['---', `title: ${JSON.stringify(title)}`, '---']),
    `flowchart ${drawing.direction === 'right' ? 'LR' : 'TB'}`,
    ...items.flatMap((item) => itemLines(item, '  ')),
    ...edges.map(edgeLine),
    ...classLines(items),
    ...wrongLines(edges),
  ].join('\n')}\n`;
}

/** A line for each way not to fit, with the lines that have it by their numbers. */
function wrongLines(edges: readonly OutlineEdge[]): string[] {
  return Object.entries(WRONG_LINES).flatMap(([wrong, colour]) => {
    const places = edges.flatMap(({ kind }, at) => (kind === wrong ? [at] : []));
    return places.length === 0 ? [] : [`  linkStyle ${places.join(',')} stroke:${colour},stroke-width:2px`];
  });
}

function itemLines({ id, node, lines, inside }: OutlineItem, indent: string): string[] {
  if (inside.length > 0) {
    return [
      `${indent}subgraph ${id}[${quoted(lines)}]`,
      ...inside.flatMap((inner) => itemLines(inner, `${indent}  `)),
      `${indent}end`,
    ];
  }
  const [open, close] = BRACKETS[node.form];
  return [`${indent}${id}${open}${quoted(lines)}${close}`];
}

function edgeLine({ source, target, kind, lines }: OutlineEdge): string {
  const label = lines.length === 0 ? '' : `|${quoted(lines)}|`;
  return `  ${source.id} ${ARROWS[kind]}${label} ${target.id}`;
}

/** A class for each colour, with the nodes that have it. */
function classLines(items: readonly OutlineItem[]): string[] {
  const members = new Map<string, string[]>();
  const visit = ({ id, node, inside }: OutlineItem): void => {
    const name = className(node, inside.length > 0);
    members.set(name, [...(members.get(name) ?? []), id]);
    inside.forEach(visit);
  };
  items.forEach(visit);
  return [...members].flatMap(([name, ids]) => [
    `  classDef ${name} ${looksOf(name)},color:${PRINT_THEME.text}`,
    `  class ${ids.join(',')} ${name}`,
  ]);
}

function className({ stage, problem }: DrawingNode, isFrame: boolean): string {
  const colour = stage < 0 ? '' : String(stage % PRINT_THEME.stages.length);
  if (problem !== '') return isFrame ? 'wrongFrame' : 'wrong';
  if (isFrame) return `frame${colour}`;
  return colour === '' ? 'plain' : `stage${colour}`;
}

function looksOf(name: string): string {
  const { stages, frameFill, frameBorder, neutralFill, neutralBorder, error, errorFill } = PRINT_THEME;
  const stage = stages[Number(/\d+$/.exec(name)?.[0] ?? stages.length)];
  const looks = (fill: string, stroke: string): string => `fill:${fill},stroke:${stroke}`;
  if (name === 'wrong') return looks(errorFill, error);
  if (name === 'wrongFrame') return looks(frameFill, error);
  if (name.startsWith('frame')) return looks(frameFill, stage?.border ?? frameBorder);
  return looks(stage?.fill ?? neutralFill, stage?.border ?? neutralBorder);
}

/**
 * What Mermaid could read as more than itself. Even within quotes it looks for HTML, Markdown, comments (`%%`) and
 * its own entities; a dash or an underscore within a word is none of these, a dot behind a first number is.
 */
const MEANS_MORE =
  /(?<![\p{L}\p{N}])[-_]|[-_](?![\p{L}\p{N}])|(?<=^\p{N}+)\.|[^-_\p{L}\p{N}\p{M} ,.:/()=×→·…–−]/gu;

/** Two dollars open a formula and `fa:fa-` an icon, also as entities: something without width keeps them apart. */
const MEANS_MORE_TOGETHER = /(?<=\$)(?=\$)|(?<=:)(?=fa-)/g;
const NO_WIDTH = '\u2060';

function quoted(lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    line.replace(MEANS_MORE_TOGETHER, NO_WIDTH).replace(MEANS_MORE, entity),
  );
  return `"${escaped.join('<br/>')}"`;
}

function entity(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  // Half a pair and control characters have no entity.
  return codePoint < 0x20 || (codePoint >= 0xd800 && codePoint < 0xe000) ? ' ' : `#${codePoint};`;
}
