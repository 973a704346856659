import { formatMessage } from '../diagnostics/message.ts';
import type { Drawing, DrawingNode, EdgeKind } from '../drawing/drawing.ts';
import { areaLook, lineLook } from '../print/looks.ts';
import type { AreaLook } from '../print/printed.ts';
import { PRINT_THEME } from '../print/printTheme.ts';
import { beyondMermaid } from './mermaidLimits.ts';
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

/**
 * The drawing as a Mermaid flowchart, for a README or a wiki: frames are subgraphs. Where Mermaid would refuse its size
 * a comment in it says so.
 */
export function drawingMermaid(drawing: Drawing): string {
  const { title, items, edges } = outlineOf(drawing);
  // JSON's strings are YAML's.
  const front = title === '' ? [] : ['---', `title: ${JSON.stringify(title)}`, '---'];
  const flowchart = [
    `flowchart ${drawing.direction === 'right' ? 'LR' : 'TB'}`,
    ...items.flatMap((item) => itemLines(item, '  ')),
    ...edges.map(edgeLine),
    ...classLines(items),
    ...linkLines(edges),
  ];
  const beyond = beyondMermaid([...front, ...flowchart].join('\n'));
  const comment = beyond === null ? [] : [`%% ${formatMessage(beyond)}`];
  return `${[...front, ...comment, ...flowchart].join('\n')}\n`;
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

/** A class for each look, with the nodes that have it. */
function classLines(items: readonly OutlineItem[]): string[] {
  const members = new Map<string, { readonly look: AreaLook; readonly ids: string[] }>();
  const visit = ({ id, node, inside }: OutlineItem): void => {
    const look = areaLook(node);
    const name = className(look);
    const ids = members.get(name)?.ids ?? [];
    members.set(name, { look, ids: [...ids, id] });
    inside.forEach(visit);
  };
  items.forEach(visit);
  return [...members].flatMap(([name, { look, ids }]) => [
    `  classDef ${name} fill:${look.fill},${strokeOf(look)},color:${PRINT_THEME.text}`,
    `  class ${ids.join(',')} ${name}`,
  ]);
}

/** One word, and not Mermaid's own name for whatever it draws: `boxStage1Added`. */
function className({ name }: AreaLook): string {
  return name.replace(/^node/, 'box').replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The lines that do not look as all others do, with their numbers. */
function linkLines(edges: readonly OutlineEdge[]): string[] {
  const members = new Map<string, number[]>();
  edges.forEach((edge, at) => {
    const look = lineLook(edge);
    if (look.stroke === PRINT_THEME.line) return;
    const style = strokeOf({ ...look, width: 2 });
    members.set(style, [...(members.get(style) ?? []), at]);
  });
  return [...members].map(([style, numbers]) => `  linkStyle ${numbers.join(',')} ${style}`);
}

function strokeOf({ stroke, width, dash }: Pick<AreaLook, 'stroke' | 'width' | 'dash'>): string {
  const dashes = dash === null ? '' : `,stroke-dasharray:${dash.join(' ')}`;
  return `stroke:${stroke}${width === 1 ? '' : `,stroke-width:${width}px`}${dashes}`;
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
