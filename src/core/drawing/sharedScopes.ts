import type { Part, Scope } from './scope.ts';

/**
 * Scopes of blocks that use the weights of another: those are counted there, so what is inside has none of its own.
 * Equal ones stay one object.
 */
export class SharedScopes {
  readonly #known = new Map<Scope, Scope>();

  of(scope: Scope): Scope {
    const known = this.#known.get(scope) ?? { ...scope, parts: scope.parts.map((part) => this.#part(part)) };
    this.#known.set(scope, known);
    return known;
  }

  #part(part: Part): Part {
    const { inside } = part;
    return {
      ...part,
      trainable: 0,
      inside: inside === null ? null : { ...inside, scope: this.of(inside.scope) },
    };
  }
}
