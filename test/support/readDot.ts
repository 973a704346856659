/** A graph as its text in DOT says it, after the grammar of the DOT language (graphviz.org/doc/info/lang.html). */
export interface DotGraph {
  readonly nodes: Map<string, Record<string, string>>;
  readonly edges: {
    readonly from: string;
    readonly to: string;
    readonly attributes: Record<string, string>;
  }[];
  /** By name, with the names around it, outermost first. */
  readonly clusters: Map<string, { readonly attributes: Record<string, string>; readonly around: string[] }>;
  readonly attributes: Record<string, string>;
}

/** Whole words, numbers, quoted strings, and the signs; nothing else may stand in the text. */
const TOKEN =
  /\s*(?:([A-Za-z_][A-Za-z_0-9]*|-?(?:\.\d+|\d+(?:\.\d*)?))|"((?:[^"\\]|\\[\s\S])*)"|(->|[{}[\];,=]))/y;

/** Reads a digraph of nodes, edges between nodes, subgraphs and attributes; throws where the text is no such thing. */
export function readDot(text: string): DotGraph {
  return new DotReader(tokensOf(text)).read();
}

interface Token {
  readonly text: string;
  readonly isSign: boolean;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (found === null) throw new Error(`no DOT: ${text.slice(from, from + 40)}`);
    const [, word, quoted, sign] = found;
    tokens.push({ text: word ?? quoted ?? sign ?? '', isSign: sign !== undefined });
  }
  return tokens;
}

class DotReader {
  readonly #tokens: readonly Token[];
  readonly #graph: DotGraph = { nodes: new Map(), edges: [], clusters: new Map(), attributes: {} };
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  read(): DotGraph {
    this.#word('digraph');
    this.#sign('{');
    this.#statements([], this.#graph.attributes);
    if (this.#at !== this.#tokens.length) throw new Error('more text behind the graph');
    return this.#graph;
  }

  /** Until the closing brace. */
  #statements(around: string[], own: Record<string, string>): void {
    while (!this.#accept('}')) {
      this.#statement(around, own);
      this.#accept(';');
    }
  }

  #statement(around: string[], own: Record<string, string>): void {
    const name = this.#any();
    if (name === 'subgraph') {
      const cluster = this.#any();
      const attributes: Record<string, string> = {};
      this.#graph.clusters.set(cluster, { attributes, around });
      this.#sign('{');
      this.#statements([...around, cluster], attributes);
      return;
    }
    if (this.#accept('=')) {
      own[name] = this.#any();
      return;
    }
    if (this.#accept('->')) {
      const to = this.#any();
      this.#graph.edges.push({ from: name, to, attributes: this.#attributes() });
      return;
    }
    const attributes = this.#attributes();
    if (name === 'graph') Object.assign(own, attributes);
    else if (name !== 'node' && name !== 'edge') {
      if (this.#graph.nodes.has(name)) throw new Error(`${name} stands twice`);
      this.#graph.nodes.set(name, { ...attributes, in: around.join(' ') });
    }
  }

  #attributes(): Record<string, string> {
    const attributes: Record<string, string> = {};
    if (!this.#accept('[')) return attributes;
    while (!this.#accept(']')) {
      const name = this.#any();
      this.#sign('=');
      attributes[name] = this.#any();
      if (!this.#accept(',')) this.#accept(';');
    }
    return attributes;
  }

  #any(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined || token.isSign)
      throw new Error(`a name was expected, not ${token?.text ?? 'the end'}`);
    return token.text;
  }

  #word(word: string): void {
    if (this.#any() !== word) throw new Error(`${word} was expected`);
  }

  #sign(sign: string): void {
    if (!this.#accept(sign))
      throw new Error(`${sign} was expected, not ${this.#tokens[this.#at]?.text ?? 'the end'}`);
  }

  #accept(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.isSign !== true || token.text !== sign) return false;
    this.#at += 1;
    return true;
  }
}

/** The lines that Graphviz shows for a label: its escapes first, then entities. */
export function dotLabelLines(label: string): string[] {
  return label.split(/(?<=(?:^|[^\\])(?:\\\\)*)\\n/).map((line) =>
    line
      .replace(/\\(.)/g, '$1')
      .replace(/&lt;/g, '<')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&'),
  );
}
