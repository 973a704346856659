import type { Drawing, EdgeKind } from '../drawing/drawing.ts';
import { areaLook, lineLook, WRONG_LINES } from '../print/looks.ts';
import { PRINT_THEME } from '../print/printTheme.ts';
import { type OutlineEdge, type OutlineItem, outlineOf } from './outline.ts';

const SHAPES = { box: 'box', pill: 'box', circle: 'circle', frame: 'box' } as const;
/** Control characters, which a quoted string of DOT may hold but no drawing program shows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const CONTROL = /[\u0000-\u001f\u007f]+/g;

/** The drawing in Graphviz' language: frames are clusters, what lies where is for Graphviz to decide. */
export function drawingDot(drawing: Drawing): string {
  const { title, items, edges } = outlineOf(drawing);
  const { text, background, neutralBorder, neutralFill, line } = PRINT_THEME;
  const font = 'fontname="Helvetica"';
  return `${[
    'digraph {',
    // Compound: a line may start at a frame.
    `  graph [${attributes({ label: [title], labelloc: ['t'], bgcolor: [background] })}, compound=true, rankdir=${drawing.direction === 'right' ? 'LR' : 'TB'}, ${font}];`,
    `  node [style="rounded,filled", color="${neutralBorder}", fillcolor="${neutralFill}", fontcolor="${text}", fontsize=12, margin="0.16,0.08", ${font}];`,
    `  edge [color="${line}", fontcolor="${text}", fontsize=12, arrowsize=0.7, ${font}];`,
    ...items.flatMap((item) => itemLines(item, '  ')),
    ...edges.map(edgeLine),
    '}',
  ].join('\n')}\n`;
}

function itemLines({ node, lines, inside, id }: OutlineItem, indent: string): string[] {
  const { fill, stroke, width, dash } = areaLook(node);
  const border = { color: [stroke], ...(width === 1 ? {} : { penwidth: [String(width)] }) };
  if (inside.length > 0) {
    const style = dash === null ? 'rounded' : 'rounded,dashed';
    return [
      `${indent}subgraph cluster_${id} {`,
      `${indent}  ${attributes({ label: lines, ...border, bgcolor: [fill], style: [style] }, '; ')}; labeljust=l; fontsize=11;`,
      ...inside.flatMap((inner) => itemLines(inner, `${indent}  `)),
      `${indent}}`,
    ];
  }
  const style = dash === null ? {} : { style: ['rounded,filled,dashed'] };
  const looks = { shape: [SHAPES[node.form]], ...border, fillcolor: [fill], ...style };
  return [`${indent}${id} [${attributes({ label: lines, ...looks })}];`];
}

const STYLES: Readonly<Record<EdgeKind, string>> = {
  data: 'solid',
  identity: 'solid',
  dimension: 'dotted',
  broken: 'bold',
  conditional: 'bold',
};

function edgeLine({ source, target, kind, change, lines }: OutlineEdge): string {
  const [tail, head] = [lastNode(source), firstNode(target)];
  const { stroke } = lineLook({ kind, change });
  const style = change === 'removed' ? 'dashed' : STYLES[kind];
  const more: Record<string, readonly string[]> = {};
  if (lines.length > 0) more['label'] = lines;
  if (tail !== source) more['ltail'] = [`cluster_${source.id}`];
  if (head !== target) more['lhead'] = [`cluster_${target.id}`];
  if (style !== 'solid') more['style'] = [style];
  if (stroke !== PRINT_THEME.line) more['color'] = [stroke];
  if (WRONG_LINES[kind] !== undefined) more['fontcolor'] = [stroke];
  const list = Object.keys(more).length === 0 ? '' : ` [${attributes(more)}]`;
  return `  ${tail.id} -> ${head.id}${list};`;
}

/** A line goes from node to node in DOT; that it ends at the frame around one is said beside. */
function lastNode(item: OutlineItem): OutlineItem {
  const last = item.inside[item.inside.length - 1];
  return last === undefined ? item : lastNode(last);
}

function firstNode(item: OutlineItem): OutlineItem {
  const [first] = item.inside;
  return first === undefined ? item : firstNode(first);
}

function attributes(values: Readonly<Record<string, readonly string[]>>, between = ', '): string {
  return Object.entries(values)
    .map(([name, lines]) => `${name}=${quoted(lines)}`)
    .join(between);
}

/**
 * A quoted string of DOT. In labels `\N` and the like would be replaced and `&lt;` read as an entity, so both
 * their beginnings are escaped; `\n` ends a line.
 */
function quoted(lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    line.replace(CONTROL, ' ').replace(/&/g, '&amp;').replace(/\\/g, '\\\\').replace(/"/g, '\\"'),
  );
  return `"${escaped.join('\\n')}"`;
}
