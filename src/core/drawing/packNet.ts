import type { ScopeLayout } from '../layout/layoutScope.ts';
import { BESIDE } from '../layout/partSize.ts';
import { type ConnectedScope, connect, type Line, labelTexts } from './connect.ts';
import { type Cover, cover, coverOf, NOTHING, rectOf } from './cover.ts';
import type { Point } from './drawing.ts';
import { Interned } from './interned.ts';
import { nodeLook, ownHeader } from './nodeLook.ts';
import type {
  LineLook,
  LookText,
  NodeLook,
  PackedEdge,
  PackedFrame,
  PackedNet,
  PackedNode,
  PackedRun,
  PackedScope,
} from './packedDrawing.ts';
import type { Part, Scope } from './scope.ts';
import type { StageColours } from './stageColours.ts';
import { textBox } from './textBox.ts';
import type { Direction } from './viewState.ts';

/** A scope that is packed, and what the one around it must know. */
interface Packed {
  readonly number: number;
  /** How many nodes the drawing has of it. */
  readonly count: number;
  readonly connected: ConnectedScope;
  readonly covered: Cover;
}

type PackedPlaces = Pick<PackedNet, 'bounds' | 'looks' | 'lines' | 'scopes'>;

/** Puts each distinct scope into the drawing once. */
export class NetPacker {
  readonly #colours: StageColours;
  readonly #direction: Direction;
  readonly #looks = new Interned<NodeLook, Cover>(nodeCover);
  readonly #lines = new Interned<LineLook, Cover>(lineCover);
  readonly #scopes: PackedScope[] = [];
  readonly #known = new Map<Scope, Packed>();

  constructor(colours: StageColours, direction: Direction) {
    this.#colours = colours;
    this.#direction = direction;
  }

  pack(scope: Scope, layout: ScopeLayout): PackedPlaces {
    const { covered } = this.#scope(scope, layout);
    return {
      bounds: rectOf(covered),
      looks: this.#looks.all,
      lines: this.#lines.all,
      scopes: this.#scopes,
    };
  }

  #scope(scope: Scope, layout: ScopeLayout): Packed {
    const known = this.#known.get(scope);
    if (known !== undefined) return known;
    const nodes: PackedNode[] = [];
    const frames: PackedFrame[] = [];
    const runs: PackedRun[] = [];
    const numbers: number[] = [];
    const inside = new Map<number, ConnectedScope>();
    let [covered, count] = [NOTHING, 0];
    scope.parts.forEach((part, at) => {
      const { node, reached } = this.#node(part, layout, at);
      nodes.push(node);
      numbers.push(count);
      count += 1;
      covered = cover(covered, reached);
      if (part.run !== null && part.run.index > 0) runs.push([at, part.run.index, ownHeader(part)]);
      const inner = layout.parts[at]?.inside ?? null;
      if (part.inside === null || inner === null) return;
      const packed = this.#scope(part.inside.scope, inner);
      const place = this.#pointOf(layout, at);
      frames.push([at, packed.number, ...place]);
      inside.set(at, packed.connected);
      count += packed.count;
      covered = cover(covered, packed.covered, place);
    });
    const connected = connect({ scope, layout, numbers, inside });
    const edges = connected.lines.map((line): PackedEdge => {
      const { edge, reached } = this.#edge(line);
      covered = cover(covered, reached);
      return edge;
    });
    const packed = { number: this.#scopes.length, count, connected, covered };
    this.#scopes.push({ nodes, frames, runs, edges });
    this.#known.set(scope, packed);
    return packed;
  }

  #node(part: Part, layout: ScopeLayout, at: number): { node: PackedNode; reached: Cover } {
    const own = layout.partOf(at);
    const look = this.#looks.put(nodeLook(part, own, this.#colours, this.#direction));
    const [x, y] = this.#pointOf(layout, at);
    const corner: Point = this.#direction === 'down' ? [x + own.boxLeft, y] : [x, y + own.boxLeft];
    const ranges = part.items
      .filter(({ source }) => source === 'file')
      .flatMap(({ range }) => [range.start, range.end]);
    return {
      node: [part.id, look.number, ...corner, ranges, part.members],
      reached: cover(NOTHING, look.measure, corner),
    };
  }

  #edge(line: Line): { edge: PackedEdge; reached: Cover } {
    const { source, target, operand, kind, label, change } = line;
    const points = line.points.map((point) => this.#drawn(point));
    const [x, y] = points[0] ?? [0, 0];
    const texts = label === null ? [] : labelTexts(label, kind, this.#direction);
    const look = this.#lines.put({
      kind,
      label: label?.text ?? '',
      change,
      operand,
      points: points.map(([px, py]): Point => [px - x, py - y]),
      texts: texts.map((text): LookText => ({ ...text, x: text.x - x, y: text.y - y })),
    });
    return {
      edge: [source, target, look.number, x, y],
      reached: cover(NOTHING, look.measure, [x, y]),
    };
  }

  #pointOf(layout: ScopeLayout, part: number): Point {
    const { x, y } = layout.placeOf(part);
    return this.#drawn([x, y]);
  }

  /** From layout's one direction to that of the drawing. */
  #drawn([x, y]: Point): Point {
    return this.#direction === 'down' ? [x, y] : [y, x];
  }
}

function nodeCover({ width, height, repeat, texts }: NodeLook): Cover {
  const stack = repeat > 1 ? BESIDE : 0;
  const box: Cover = [0, 0, width + stack, height + stack];
  return texts.reduce((covered, text) => cover(covered, coverOf(textBox(text))), box);
}

function lineCover({ points, texts }: LineLook): Cover {
  const reached = points.reduce((covered, [x, y]) => cover(covered, [x, y, x, y]), NOTHING);
  return texts.reduce((covered, text) => cover(covered, coverOf(textBox(text))), reached);
}
