import { outputBytes } from '../analysis/activationBytes.ts';
import type { Body, CallNode, Model, ModelNode, StageGroup, ValueRef } from '../model/model.ts';
import type { TextRange } from '../spec/textRange.ts';
import type { Size } from '../symbolic/symbolicSize.ts';
import { blockTexts } from './blockTexts.ts';
import { type BodyIndex, indexBody, innermost, producerOf } from './bodyIndex.ts';
import type { DrawingRun } from './drawing.ts';
import { findRuns, type MayJoin } from './findRuns.ts';
import { type Fold, foldOps, unfolded } from './foldOps.ts';
import { linkParts } from './linkParts.ts';
import {
  callPart,
  type FramePart,
  inputPart,
  opPart,
  outputPart,
  type PartPlace,
  stagePart,
} from './makePart.ts';
import { findMisfit, type Misfit, misfitAt } from './misfit.ts';
import { FRAME_INPUT, FRAME_OUTPUT, type Link, type Part, type Scope } from './scope.ts';
import { SharedScopes } from './sharedScopes.ts';
import { sizeRunPart } from './sizeRunPart.ts';
import { nodesOf, sizeRuns, type Unit } from './sizeRuns.ts';
import { isOpen, type ViewState, viewInside, viewKey } from './viewState.ts';

/** A part and the nodes of the body that it shows. */
export interface Element {
  readonly part: Part;
  readonly nodes: readonly number[];
}

/** What is looked up once for each body, whatever is open. */
interface KnownBody {
  readonly index: BodyIndex;
  readonly runs: ReadonlyMap<number, readonly number[]>;
  /** True where it is made of blocks, not only of ops. */
  readonly isNetwork: boolean;
}

const NO_RUNS: ReadonlyMap<number, readonly Unit[]> = new Map();

/** Turns bodies into scopes; equal bodies that show the same give the same object. */
export class ScopeBuilder {
  readonly #foldsRuns: boolean;
  readonly #mayJoin: MayJoin | undefined;
  readonly #known = new Map<Body, KnownBody>();
  readonly #scopes = new Map<Body, Map<string, Scope>>();
  readonly #misfits = new Map<Body, Misfit | null>();
  readonly #texts = new Map<Body, readonly TextRange[]>();
  readonly #values = new Map<Body, Size | null>();
  readonly #shared = new SharedScopes();

  /**
   * `foldsRuns`: rows of equal blocks stay folded on every level, unless one is opened. `mayJoin`: of a net that folds
   * as another does.
   */
  constructor(foldsRuns: boolean, mayJoin?: MayJoin) {
    this.#foldsRuns = foldsRuns;
    this.#mayJoin = mayJoin;
  }

  /** The whole file, its inputs and outputs included. */
  buildModel(model: Model, view: ViewState): Scope {
    const { body } = model;
    const inside = this.#elements(body, null, view);
    const used = new Set<number>();
    for (const ref of [...body.nodes.flatMap((node) => node.inputs), ...body.outputs.map((o) => o.value)])
      if (ref.kind === 'input') used.add(ref.index);
    const inputs = body.inputs.map((input, at) => inputPart(input, used.has(at)));
    const outputs = body.outputs.map((output) => outputPart(output, body.outputs.length === 1));
    const elements = [
      ...inputs.map((part): Element => ({ part, nodes: [] })),
      ...inside.elements,
      ...outputs.map((part): Element => ({ part, nodes: [] })),
    ];
    const fromInput = (ref: ValueRef): number => (ref.kind === 'input' ? ref.index : FRAME_INPUT);
    const links = linkParts(body, elements, inside.fold, fromInput);
    const outputLinks = body.outputs.map((output, at): Link => {
      const ends = { to: inputs.length + inside.elements.length + at, operand: 0 };
      return leaving(elements, output.value, ends, fromInput);
    });
    return { parts: elements.map((element) => element.part), links: [...links, ...outputLinks] };
  }

  #block(body: Body, view: ViewState): Scope {
    const known = this.#scopes.get(body) ?? new Map<string, Scope>();
    this.#scopes.set(body, known);
    const key = viewKey(view);
    const scope = known.get(key) ?? this.#frame(body, null, view, body.outputs[0]?.value ?? null);
    known.set(key, scope);
    return scope;
  }

  #frame(body: Body, stage: StageGroup | null, view: ViewState, output: ValueRef | null): Scope {
    const { elements, fold } = this.#elements(body, stage, view);
    const links = [...linkParts(body, elements, fold, () => FRAME_INPUT)];
    if (output !== null)
      links.push(leaving(elements, output, { to: FRAME_OUTPUT, operand: 0 }, () => FRAME_INPUT));
    return { parts: elements.map((element) => element.part), links };
  }

  #elements(body: Body, stage: StageGroup | null, view: ViewState): { elements: Element[]; fold: Fold } {
    const known = this.#know(body);
    const fold = view.level === 'ops' ? unfolded(body) : foldOps(body, known.index);
    const isBySize = view.level === 'sizes' && (known.isNetwork || body.block === null);
    const runs = isBySize ? sizeRuns(body, known.index, fold) : NO_RUNS;
    const elements: Element[] = [];
    const opened = new Map<number, DrawingRun>();
    const done = new Set<number>(fold.hidden);
    body.nodes.forEach((node, at) => {
      if (done.has(at)) return;
      const home = innermost(node.group, 'stage');
      if (stage !== null && home !== stage) return;
      const run = runs.get(at);
      const rowId = run === undefined ? null : this.#rowId(body, run);
      if (run !== undefined && rowId !== null && view.toggled[rowId] === true) noteUnits(run, rowId, opened);
      const folded =
        run === undefined || rowId === null || opened.has(at) ? null : this.#runElement(body, run, rowId);
      const element =
        folded ??
        (stage === null && home?.kind === 'stage' && !isBySize
          ? this.#stageElement(body, home, view)
          : node.type === 'call'
            ? this.#callElement(body, at, node, view)
            : this.#opElement(body, at, fold, known.isNetwork));
      if (element === null) return;
      for (const member of element.nodes) done.add(member);
      elements.push(inRow(element, opened.get(at)));
    });
    return { elements, fold };
  }

  #opElement(body: Body, at: number, fold: Fold, wholeSize: boolean): Element | null {
    const nodes = fold.boxes.get(at) ?? [at];
    const members = nodes.map((member) => body.nodes[member]).filter((node) => node?.type === 'op');
    const [first, ...rest] = members;
    if (first === undefined) return null;
    return { part: opPart([first, ...rest], placeOf(nodes), wholeSize, misfitAt(first)), nodes };
  }

  #callElement(body: Body, at: number, call: CallNode, view: ViewState): Element {
    const { runs } = this.#know(body);
    const row = runs.get(at);
    const head = row === undefined ? undefined : body.nodes[row[0] ?? at];
    const runId = `${head?.path ?? call.path}×`;
    const opens = this.#foldsRuns ? view.toggled[runId] === true : isOpen(view, 'run', runId);
    const isFolded = row !== undefined && !opens;
    const nodes = isFolded ? row : [at];
    const calls = nodes.map((member) => body.nodes[member]).filter((node) => node?.type === 'call');
    const run =
      row === undefined ? null : { id: runId, count: row.length, index: isFolded ? 0 : row.indexOf(at) + 1 };
    const [first = call, ...rest] = calls;
    const activationBytes = outputBytes(calls, this.#values);
    const options = { ...this.#inside(first, view), at: placeOf(nodes), activationBytes, run };
    return { part: callPart([first, ...rest], options), nodes };
  }

  /** What opens a row that keeps the size; null where it is a single thing, or what the other levels fold as well. */
  #rowId(body: Body, run: readonly Unit[]): string | null {
    const nodes = run.flatMap((unit) => unit.nodes);
    const equal = this.#know(body).runs.get(nodes[0] ?? -1);
    const isEqual = equal !== undefined && equal.length === nodes.length && equal[0] === nodes[0];
    const isSingle = run.length === 1 && run[0]?.group === null;
    return isEqual || isSingle ? null : `${body.nodes[nodes[0] ?? -1]?.path ?? ''}×`;
  }

  /** Such a row as one box. */
  #runElement(body: Body, run: readonly Unit[], id: string): Element {
    const nodes = run.flatMap((unit) => unit.nodes);
    const members = nodesOf(body, run);
    const calls = members.filter((node) => node.type === 'call');
    const misfits = members.map((node) =>
      node.type === 'call' ? findMisfit(node.body, this.#misfits) : misfitAt(node),
    );
    const texts = [...new Set(calls.flatMap((call) => blockTexts(call.body, this.#texts)))];
    const misfit = misfits.find((found) => found !== null) ?? null;
    const activationBytes = outputBytes(members, this.#values);
    const options = { id, at: placeOf(nodes), texts, misfit, activationBytes };
    return { part: sizeRunPart(body, run, options), nodes };
  }

  #inside(call: CallNode, view: ViewState): Pick<FramePart, 'inside' | 'openable' | 'misfit' | 'texts'> {
    const { body, path } = call;
    const openable = body.nodes.length > 0 && body.outputs[0]?.value.kind === 'node';
    const what = this.#know(body).isNetwork ? 'network' : 'block';
    const scope = openable && isOpen(view, what, path) ? this.#block(body, viewInside(view, path)) : null;
    const own = scope === null || call.weightsOf === null ? scope : this.#shared.of(scope);
    const inside = own === null ? null : { scope: own, prefix: `${path}.` };
    const misfit = findMisfit(body, this.#misfits);
    return { inside, openable, misfit, texts: blockTexts(body, this.#texts) };
  }

  #stageElement(body: Body, stage: StageGroup, view: ViewState): Element | null {
    const nodes = body.nodes.flatMap((node, at) => (innermost(node.group, 'stage') === stage ? [at] : []));
    const calls = nodes.map((at) => body.nodes[at]).filter((node): node is CallNode => node?.type === 'call');
    const [first, ...rest] = calls;
    const last = nodes[nodes.length - 1];
    if (first === undefined || last === undefined) return null;
    const misfit = calls.map((call) => findMisfit(call.body, this.#misfits)).find((found) => found !== null);
    const inside = isOpen(view, 'stage', stage.path)
      ? { scope: this.#frame(body, stage, view, { kind: 'node', path: [last] }), prefix: '' }
      : null;
    // Other instances of the stage's block have the same text; what is unlike in them is in one of the first two.
    const bodies = [first, ...rest.slice(0, 1)].map((call) => call.body);
    const texts = [...new Set(bodies.flatMap((each) => blockTexts(each, this.#texts)))];
    const activationBytes = outputBytes(calls, this.#values);
    const shown = { inside, openable: true, run: null, misfit: misfit ?? null, texts };
    const options = { ...shown, at: placeOf(nodes), activationBytes };
    return { part: stagePart(stage, [first, ...rest], options), nodes };
  }

  #know(body: Body): KnownBody {
    const found = this.#known.get(body);
    if (found !== undefined) return found;
    const index = indexBody(body);
    const isNetwork = body.nodes.some((node: ModelNode) => node.type === 'call');
    const known = { index, runs: findRuns(body, index, this.#mayJoin), isNetwork };
    this.#known.set(body, known);
    return known;
  }
}

/** Of a row that is opened: which of it begins at which node. */
function noteUnits(run: readonly Unit[], id: string, opened: Map<number, DrawingRun>): void {
  for (const [at, { nodes }] of run.entries())
    opened.set(nodes[0] ?? -1, { id, count: run.length, index: at + 1 });
}

/** What stands in a row of its own keeps that one. */
function inRow(element: Element, run: DrawingRun | undefined): Element {
  const { part } = element;
  return run === undefined || part.run !== null ? element : { ...element, part: { ...part, run } };
}

function placeOf(nodes: readonly number[]): PartPlace {
  return { firstNode: nodes[0] ?? -1, outputNode: nodes[nodes.length - 1] ?? -1 };
}

/** The link of a value that leaves the scope. */
function leaving(
  elements: readonly Element[],
  value: ValueRef,
  ends: { readonly to: number; readonly operand: number },
  fromInput: (ref: ValueRef) => number,
): Link {
  const producer = producerOf(value);
  const from =
    producer === null ? fromInput(value) : elements.findIndex((element) => element.nodes.includes(producer));
  return { ...ends, from, kind: 'data', label: '', inner: value.kind === 'node' && value.path.length > 1 };
}
