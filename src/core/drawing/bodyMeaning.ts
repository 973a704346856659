import type { Body } from '../model/model.ts';

/**
 * What bodies compute, names and sizes aside: equal for bodies that have the same ops in the same wiring. Each is
 * read once.
 */
export class BodyMeanings {
  readonly #known = new Map<Body, string>();

  of(body: Body): string {
    const known = this.#known.get(body);
    if (known !== undefined) return known;
    const nodes = body.nodes.map((node) => [
      node.type === 'op' ? node.op : this.of(node.body),
      node.inputs.map((ref) => (ref.kind === 'input' ? -1 - ref.index : ref.path)),
    ]);
    const meaning = JSON.stringify(nodes);
    this.#known.set(body, meaning);
    return meaning;
  }
}
