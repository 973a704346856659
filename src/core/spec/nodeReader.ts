import { isAlias, isMap, isPair, isScalar, isSeq, Scalar } from 'yaml';
import { message } from '../diagnostics/message.ts';
import type { SpecMap, SpecNode, SpecPair, SpecScalar } from './node.ts';
import type { TextRange } from './textRange.ts';
import type { YamlProblem } from './yamlProblem.ts';

/** Deeper than any layer list that a person writes; keeps every recursion over nodes within the stack. */
export const MAX_DEPTH = 60;
/** With aliases a few lines can stand for billions of nodes: what they would unfold to is counted, not built. */
export const MAX_NODES = 500_000;

/** Keys under which the keys are names that the user gives, so that a second one is a clash of names. */
const NAME_MAPS = new Set(['blocks', 'variants', 'parameters', 'branches', 'inputs']);

/** Where the YAML package found a collection, and whether it stands in brackets. */
interface WrittenCollection {
  readonly range?: readonly number[] | null | undefined;
  readonly flow?: boolean | undefined;
}

/** Turns the nodes of the YAML package into nodes with places, and stops where there are too many. */
export class NodeReader {
  tooLarge = false;
  /** How many nodes were read, aliases unfolded. */
  get count(): number {
    return this.#count;
  }

  #count = 0;
  readonly #text: string;
  readonly #problems: YamlProblem[];
  /** How many nodes each node stands for, aliases unfolded; also guards against an alias of itself. */
  readonly #anchored = new Map<string, { node: SpecNode; size: number; depth: number }>();
  #depth = 0;
  #deepest = 0;

  constructor(text: string, problems: YamlProblem[]) {
    this.#text = text;
    this.#problems = problems;
  }

  read(node: unknown, parentKey: string | null): SpecNode {
    const countBefore = this.#count;
    const deepestBefore = this.#deepest;
    this.#count++;
    this.#depth++;
    this.#deepest = this.#depth;
    if (this.#depth > MAX_DEPTH || this.#count > MAX_NODES) this.tooLarge = true;
    const result = this.tooLarge ? emptyAt(0) : this.#convert(node, parentKey);
    const anchor = (node as { anchor?: string } | null)?.anchor;
    if (anchor !== undefined) {
      this.#anchored.set(anchor, {
        node: result,
        size: this.#count - countBefore,
        depth: this.#deepest - this.#depth,
      });
    }
    this.#deepest = Math.max(deepestBefore, this.#deepest);
    this.#depth--;
    return result;
  }

  #convert(node: unknown, parentKey: string | null): SpecNode {
    if (isAlias(node)) return this.#alias(node.source, node.range);
    if (isMap(node)) return this.#map(node.items, node, parentKey);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.read(item, null));
      return { type: 'sequence', ...this.#collectionRange(node, items[items.length - 1]), items };
    }
    if (isPair(node)) return this.#map([node], {}, parentKey);
    return isScalar(node) ? this.#scalar(node) : emptyAt(0);
  }

  #alias(source: string, range: readonly number[] | null | undefined): SpecNode {
    const target = this.#anchored.get(source);
    if (target === undefined) {
      this.#problems.push({
        code: 'spec.syntax',
        isBreak: true,
        range: this.#range(range),
        message: message('There is no `&{name}` above that this could stand for.', { name: source }),
      });
      return emptyAt(range?.[0] ?? 0);
    }
    this.#count += target.size;
    if (this.#count > MAX_NODES || this.#depth + target.depth > MAX_DEPTH) this.tooLarge = true;
    return target.node;
  }

  #map(items: readonly unknown[], node: WrittenCollection, parentKey: string | null): SpecMap {
    const pairs: SpecPair[] = [];
    const seen = new Set<string>();
    for (const item of items) {
      if (!isPair(item)) continue;
      if (isAlias(item.key)) {
        this.#reportAliasAsKey(item.key.range);
        continue;
      }
      const key = isScalar(item.key) ? this.#scalar(item.key) : this.#keyOf(item.key);
      const text = String(key.value);
      if (seen.has(text)) this.#reportDuplicate(key, text, parentKey);
      seen.add(text);
      const value = item.value === null ? emptyAt(key.end) : this.read(item.value, text);
      pairs.push({ key, value });
    }
    const last = pairs[pairs.length - 1];
    const end = last === undefined ? undefined : last.value.end > last.key.end ? last.value : last.key;
    const range = node.range ?? [pairs[0]?.key.start ?? 0, end?.end ?? 0];
    return { type: 'map', ...this.#collectionRange({ ...node, range }, end), pairs };
  }

  /** A collection in brackets ends with them; one in lines with its last value, comments behind it not included. */
  #collectionRange(node: WrittenCollection, last: TextRange | undefined): TextRange {
    const range = this.#range(node.range);
    if (node.flow === true || last === undefined) return range;
    return { start: range.start, end: Math.max(range.start, last.end) };
  }

  /** YAML takes the colon for a part of the alias's name, so that hardly anybody means this. */
  #reportAliasAsKey(range: readonly number[] | null | undefined): void {
    const place = this.#range(range);
    // What the parser says of the rest of the line follows from it.
    const rest = this.#problems.filter(
      (each) =>
        each.range.start < place.start || /[\r\n]/.test(this.#text.slice(place.end, each.range.start)),
    );
    this.#problems.splice(0, this.#problems.length, ...rest, {
      code: 'spec.syntax',
      isBreak: true,
      range: place,
      message: message('An alias stands for a value, not for a key. Write the key itself.'),
    });
  }

  #reportDuplicate(key: SpecScalar, text: string, parentKey: string | null): void {
    const isName = parentKey !== null && NAME_MAPS.has(parentKey);
    this.#problems.push({
      code: isName ? 'spec.duplicate-name' : 'spec.syntax',
      range: key,
      message: message('`{key}` is written twice here. Remove or rename one of the two.', { key: text }),
    });
  }

  /** A key that is a list or a map: kept as its text, which no key of the language equals. */
  #keyOf(key: unknown): SpecScalar {
    const range = this.#range((key as { range?: readonly number[] } | null)?.range);
    return { type: 'scalar', ...range, value: this.#text.slice(range.start, range.end), quoted: true };
  }

  #scalar(node: Scalar): SpecScalar {
    const raw: unknown = node.value;
    const value =
      typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean' || raw === null
        ? raw
        : (node.source ?? '');
    const quoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
    return { type: 'scalar', ...this.#range(node.range), value, quoted };
  }

  #range(range: readonly number[] | null | undefined): TextRange {
    const start = range?.[0] ?? 0;
    const end = Math.max(start, range?.[1] ?? start);
    // A block collection's end includes the line break and the blank lines after it.
    let trimmed = end;
    while (trimmed > start && /\s/.test(this.#text[trimmed - 1] ?? '')) trimmed--;
    return { start, end: trimmed };
  }
}

function emptyAt(offset: number): SpecScalar {
  return { type: 'scalar', start: offset, end: offset, value: null, quoted: false };
}
