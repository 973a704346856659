/** A flowchart as its Mermaid text says it, read line by line in the plain form that ours has. */
export interface Flowchart {
  readonly title: string;
  readonly nodes: Map<string, { readonly lines: string[]; readonly form: string; readonly around: string[] }>;
  readonly subgraphs: Map<string, { readonly lines: string[]; readonly around: string[] }>;
  readonly edges: {
    readonly from: string;
    readonly to: string;
    readonly arrow: string;
    readonly lines: string[];
  }[];
  /** By node. */
  readonly classes: Map<string, string>;
}

const NODE = /^(\w+)(\(\[|\(\(|\[)"([^"]*)"(\]\)|\)\)|\])$/;
const SUBGRAPH = /^subgraph (\w+)\["([^"]*)"\]$/;
const EDGE = /^(\w+) (-->|-\.->|--x)(?:\|"([^"]*)"\|)? (\w+)$/;
const STYLE = /^(?:classDef (?!node )\w+|linkStyle [\d,]+) [\w:#,. -]+$/;
const CLASS = /^class ([\w,]+) (\w+)$/;
const CLOSES: Readonly<Record<string, string>> = { '[': ']', '([': '])', '((': '))' };

/** Throws at a line that is none of these; one comment may stand before all. */
export function readMermaid(text: string): Flowchart {
  const chart: Flowchart = {
    title: '',
    nodes: new Map(),
    subgraphs: new Map(),
    edges: [],
    classes: new Map(),
  };
  const [, title = '""', body = ''] =
    /^(?:---\ntitle: (.*)\n---\n)?(?:%% .*\n)?flowchart TB\n([\s\S]*)$/.exec(text) ?? [];
  const open: string[] = [];
  for (const line of body
    .trimEnd()
    .split('\n')
    .map((each) => each.trim())) {
    const node = NODE.exec(line);
    const subgraph = SUBGRAPH.exec(line);
    const edge = EDGE.exec(line);
    const members = CLASS.exec(line);
    if (node !== null) {
      const [, id = '', form = '', label = '', close] = node;
      if (CLOSES[form] !== close) throw new Error(`brackets that do not match: ${line}`);
      if (chart.nodes.has(id)) throw new Error(`${id} stands twice`);
      chart.nodes.set(id, { lines: linesOf(label), form, around: [...open] });
    } else if (subgraph !== null) {
      const [, id = '', label = ''] = subgraph;
      chart.subgraphs.set(id, { lines: linesOf(label), around: [...open] });
      open.push(id);
    } else if (line === 'end') {
      if (open.pop() === undefined) throw new Error('one end too many');
    } else if (edge !== null) {
      const [, from = '', arrow = '', label, to = ''] = edge;
      chart.edges.push({ from, to, arrow, lines: label === undefined ? [] : linesOf(label) });
    } else if (members !== null) {
      for (const id of (members[1] ?? '').split(',')) chart.classes.set(id, members[2] ?? '');
    } else if (!STYLE.test(line)) throw new Error(`no line of a flowchart: ${line}`);
  }
  if (open.length > 0) throw new Error('an end is missing');
  return { ...chart, title: JSON.parse(title) as string };
}

/** What Mermaid shows for a quoted text: its lines, with entities by number replaced. */
function linesOf(label: string): string[] {
  return label.split('<br/>').map((line) => {
    // What else it would take for HTML, Markdown, a comment or a formula may not be left.
    const bare = line.replace(/#\d+;/g, '');
    if (/[<>&"`*#%\\{}[\]|;~^$@!+']|--|^-|^\d+\.|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u.test(bare))
      throw new Error(`means more to Mermaid: ${line}`);
    return line.replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  });
}
