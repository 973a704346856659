import type { Body, ModelNode } from '../model/model.ts';
import type { TextRange } from '../spec/textRange.ts';
import type { Size } from '../symbolic/symbolicSize.ts';
import { argumentWords, commaList, costOf, type PartPlace } from './makePart.ts';
import { type Misfit, misfitText } from './misfit.ts';
import { shortLabel } from './opLabel.ts';
import { pathRanges } from './pathRanges.ts';
import type { Part } from './scope.ts';
import { nodesOf, type Unit } from './sizeRuns.ts';

export interface SizeRunOptions {
  readonly at: PartPlace;
  readonly activationBytes: Size | null;
  /** What opens it. */
  readonly id: string;
  readonly texts: readonly TextRange[];
  readonly misfit: Misfit | null;
}

/** Blocks and layers that keep the size, as one box that names each sort of them once. */
export function sizeRunPart(body: Body, run: readonly Unit[], options: SizeRunOptions): Part {
  const { id, at, texts, misfit, activationBytes } = options;
  const members = nodesOf(body, run);
  const [first] = members;
  const names = [...new Set(run.map((unit) => unitName(body, unit)))];
  const words = new Set(
    members.map((node) => (node.type === 'call' ? commaList(...argumentWords(node)) : '')),
  );
  const shared = [...words];
  const output = members.at(-1)?.output ?? null;
  return {
    ...costOf(members),
    ...at,
    id,
    members: pathRanges(members.map(({ path }) => path)),
    kind: 'block',
    form: 'box',
    title: commaList(...names),
    subtitle: shared.length === 1 ? (shared[0] ?? '') : '',
    header: '',
    note: '',
    size: '',
    repeat: run.length,
    state: 'closed',
    run: null,
    items: [...new Set(run.map((unit) => unit.group?.item ?? body.nodes[unit.nodes[0] ?? -1]?.item))].filter(
      (item) => item !== undefined,
    ),
    hiddenTexts: texts,
    inputs: first?.inputShapes.slice(0, 1) ?? [],
    output,
    activationBytes,
    problem: misfit === null ? '' : misfitText(misfit),
    aside: false,
    coloured: true,
    inside: null,
    meaning: (bodies) =>
      JSON.stringify(members.map((node) => (node.type === 'call' ? bodies.of(node.body) : node.op))),
  };
}

function unitName(body: Body, { nodes, group }: Unit): string {
  const node: ModelNode | undefined = body.nodes[nodes[0] ?? -1];
  if (group !== null) return group.kind;
  if (node?.type === 'call') return node.body.block?.name ?? 'block';
  return node === undefined ? '' : shortLabel(node);
}
