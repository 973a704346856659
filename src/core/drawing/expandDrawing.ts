import type { TextRange } from '../spec/textRange.ts';
import { besideTwin } from './besideTwin.ts';
import type { Drawing, DrawingEdge, DrawingNode, DrawingText, Point } from './drawing.ts';
import { markProblems } from './markProblems.ts';
import type {
  LookText,
  NodeLook,
  PackedDrawing,
  PackedNet,
  PackedNode,
  PackedScope,
} from './packedDrawing.ts';

/** The drawing that was packed, every equal thing spelled out. Throws where it refers to what is not there. */
export function expandDrawing(packed: PackedDrawing): Drawing {
  const net = expandNet(packed);
  return packed.plain === null ? net : besideTwin(expandNet(packed.plain), net);
}

function expandNet(net: PackedNet): Drawing {
  const { title, level, direction, bounds, problems } = net;
  const whole = new Expansion(net);
  whole.place(net.scopes.length - 1, { id: null, prefix: '', ranges: [] }, [0, 0]);
  const { edges, texts } = whole;
  // A mistake in a block's text may be one of a single use only, so it is not marked at each that is closed.
  const nodes = withHiddenTexts(markProblems(whole.nodes, problems), whole.looks);
  return { title, level, direction, bounds, nodes, edges, texts };
}

function withHiddenTexts(nodes: readonly DrawingNode[], looks: readonly NodeLook[]): readonly DrawingNode[] {
  return nodes.map((node, at) => {
    const hidden = looks[at]?.hidden ?? [];
    return hidden.length === 0 ? node : { ...node, ranges: [...node.ranges, ...hidden] };
  });
}

/** The frame that a scope stands in. */
interface Owner {
  readonly id: string | null;
  /** Before the names inside. */
  readonly prefix: string;
  /** For what is not written in the user's text: the place of the block's use. */
  readonly ranges: readonly TextRange[];
}

class Expansion {
  readonly nodes: DrawingNode[] = [];
  /** Of each node. */
  readonly looks: NodeLook[] = [];
  readonly edges: DrawingEdge[] = [];
  readonly texts: DrawingText[] = [];
  readonly #net: PackedNet;

  constructor(net: PackedNet) {
    this.#net = net;
  }

  place(number: number, owner: Owner, [x, y]: Point): void {
    const scope = known(this.#net.scopes, number);
    const first = this.nodes.length;
    const frames = new Map(scope.frames.map((frame) => [frame[0], frame]));
    const runs = new Map(scope.runs.map((run) => [run[0], run]));
    scope.nodes.forEach((packed, at) => {
      const [, index = 0, header = ''] = runs.get(at) ?? [];
      const node = this.#node(packed, owner, [x, y], index);
      this.#texts(node.id, known(this.#net.looks, packed[1]).texts, [node.box.x, node.box.y], header);
      const frame = frames.get(at);
      if (frame === undefined) return;
      const [, inner, dx, dy] = frame;
      if (inner >= number) throw new Error(`scope ${inner} stands inside scope ${number}`);
      // A stage's blocks belong to the same body as the stage.
      const prefix = node.kind === 'stage' ? owner.prefix : `${node.id}.`;
      this.place(inner, { id: node.id, prefix, ranges: node.ranges }, [x + dx, y + dy]);
    });
    this.#edges(scope, first, [x, y]);
  }

  #node(packed: PackedNode, owner: Owner, [x, y]: Point, index: number): DrawingNode {
    const [id, look, dx, dy, written, members] = packed;
    const shown = known(this.#net.looks, look);
    const { run, width, height } = shown;
    const { prefix } = owner;
    const node: DrawingNode = {
      id: prefix + id,
      parent: owner.id,
      kind: shown.kind,
      form: shown.form,
      box: { x: x + dx, y: y + dy, width, height },
      title: shown.title,
      subtitle: shown.subtitle,
      repeat: shown.repeat,
      state: shown.state,
      run: run === null ? null : { id: prefix + run.id, count: run.count, index },
      stage: shown.stage,
      ranges: written.length > 0 ? rangesOf(written) : owner.ranges,
      inputs: shown.inputs,
      output: shown.output,
      members: members.map((path) => prefix + path),
      trainable: shown.trainable,
      macs: shown.macs,
      activationBytes: shown.activationBytes,
      receptiveField: this.#fieldOf(this.nodes.length),
      problem: shown.problem,
      change: shown.change,
    };
    this.nodes.push(node);
    this.looks.push(shown);
    return node;
  }

  #fieldOf(node: number): DrawingNode['receptiveField'] {
    return this.#net.fields[this.#net.fieldOf[node] ?? -1] ?? null;
  }

  #edges({ edges }: PackedScope, first: number, [x, y]: Point): void {
    for (const [from, to, line, dx, dy] of edges) {
      const { kind, label, change, operand, points, texts } = known(this.#net.lines, line);
      const source = known(this.nodes, first + from).id;
      const target = known(this.nodes, first + to).id;
      const id = `${source}>${target}#${operand}`;
      const moved = points.map(([px, py]): Point => [px + x + dx, py + y + dy]);
      this.edges.push({ id, source, target, kind, label, change, points: moved });
      this.#texts(id, texts, [x + dx, y + dy], '');
    }
  }

  #texts(owner: string, texts: readonly LookText[], [x, y]: Point, header: string): void {
    for (const { role, text, x: dx, y: dy, anchor } of texts) {
      const own = role === 'header' && header !== '' ? header : text;
      this.texts.push({ owner, role, text: own, x: x + dx, y: y + dy, anchor });
    }
  }
}

function rangesOf(written: readonly number[]): TextRange[] {
  const ranges: TextRange[] = [];
  for (let at = 0; at + 1 < written.length; at += 2)
    ranges.push({ start: written[at] ?? 0, end: written[at + 1] ?? 0 });
  return ranges;
}

function known<T>(list: readonly T[], at: number): T {
  const found = list[at];
  if (found === undefined) throw new Error(`the drawing has no ${at}`);
  return found;
}
