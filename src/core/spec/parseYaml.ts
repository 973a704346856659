import { isAlias, isMap, isPair, isScalar, isSeq, parseDocument, Scalar, type YAMLError } from 'yaml';
import { type Message, message } from '../diagnostics/message.ts';
import type { SpecMap, SpecNode, SpecPair, SpecScalar } from './node.ts';
import { LineIndex, type TextRange } from './textRange.ts';

/** A mistake found while reading the text as YAML, before any meaning is looked at. */
export interface YamlProblem {
  readonly code: 'spec.syntax' | 'spec.too-large' | 'spec.duplicate-name';
  readonly range: TextRange;
  readonly message: Message;
  readonly fix?: { readonly title: Message; readonly range: TextRange; readonly newText: string };
}

export interface ParsedYaml {
  /** What could be read in spite of the problems; null for an empty text or one that is refused. */
  readonly root: SpecNode | null;
  readonly problems: readonly YamlProblem[];
}

/** Deeper than any layer list that a person writes; keeps every recursion over nodes within the stack. */
const MAX_DEPTH = 60;
/** With aliases a few lines can stand for billions of nodes: what they would unfold to is counted, not built. */
const MAX_NODES = 500_000;
const MAX_TEXT = 8_000_000;

/** Keys under which the keys are names that the user gives, so that a second one is a clash of names. */
const NAME_MAPS = new Set(['blocks', 'variants', 'parameters', 'branches', 'inputs']);

/** Reads one YAML 1.2 document. Never throws; costs time in proportion to the text. */
export function parseYaml(text: string): ParsedYaml {
  if (text.length > MAX_TEXT || nestingDepth(text) > MAX_DEPTH) return refused(text);
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    // Our own check below: the package's is quadratic in the number of keys.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  const problems = syntaxProblems(document.errors, text);
  const reader = new NodeReader(text, problems);
  const root = document.contents === null ? null : reader.read(document.contents, null);
  if (reader.tooLarge) return refused(text);
  return { root: root ?? null, problems: problems.slice(0, 50) };
}

function refused(text: string): ParsedYaml {
  const firstLine = text.search(/[\r\n]/);
  return {
    root: null,
    problems: [
      {
        code: 'spec.too-large',
        range: { start: 0, end: firstLine > 0 ? firstLine : Math.min(text.length, 1) },
        message: message(
          'This file nests deeper than {depth} levels or stands for more than {nodes} values. Write the repetition as a stage with `repeat`, or as a block.',
          { depth: MAX_DEPTH, nodes: MAX_NODES },
        ),
      },
    ],
  };
}

/** An upper bound of how deep collections nest, from the brackets and the dashes alone. */
function nestingDepth(text: string): number {
  let flow = 0;
  let deepest = 0;
  for (const line of text.split('\n')) {
    const lead = /^(?:[ \t]*[-?:](?=\s))+/.exec(line)?.[0] ?? '';
    deepest = Math.max(deepest, lead.replace(/\s/g, '').length);
    if (!/[[\]{}]/.test(line)) continue;
    for (const char of line.replace(/\s#.*$/, '')) {
      if (char === '[' || char === '{') flow++;
      else if ((char === ']' || char === '}') && flow > 0) flow--;
      deepest = Math.max(deepest, flow);
    }
  }
  return deepest;
}

/** One for each line: what the parser says next about the same line follows from the first. */
function syntaxProblems(errors: readonly YAMLError[], text: string): YamlProblem[] {
  const lines = new LineIndex(text);
  const seen = new Set<number>();
  return errors.flatMap((error): YamlProblem[] => {
    const range = firstLine({ start: error.pos[0], end: error.pos[1] }, text);
    const { line } = lines.position(range.start);
    if (seen.has(line)) return [];
    seen.add(line);
    if (error.code === 'MULTILINE_IMPLICIT_KEY') return [missingColon(range, text)];
    return [{ code: 'spec.syntax', range, message: syntaxMessage(error.code, error.message) }];
  });
}

/** `- relu` followed by `name: x` on the next line: the kind needs a colon to be a key. */
function missingColon(range: TextRange, text: string): YamlProblem {
  const first = /^[^\r\n]*/.exec(text.slice(range.start, range.end))?.[0].trimEnd() ?? '';
  const word = { start: range.start, end: range.start + Math.max(1, first.length) };
  return {
    code: 'spec.syntax',
    range: word,
    message: message('A colon is missing: write `{word}:` where further keys follow on the next line.', {
      word: first,
    }),
    ...(/^\w+$/.test(first)
      ? {
          fix: {
            title: message('Write `{word}:`', { word: first }),
            range: { start: word.end, end: word.end },
            newText: ':',
          },
        }
      : {}),
  };
}

function syntaxMessage(code: string, text: string): Message {
  if (code === 'MULTIPLE_DOCS') return message('A spec is one document: remove this `---` and what follows.');
  if (code === 'TAB_AS_INDENT') return message('Indent with spaces: YAML takes no tabs here.');
  return message('This is not valid YAML: {detail}', { detail: text.replace(/\.?$/, '.') });
}

/** The part of a range that stands on its first line, at least one character. */
function firstLine(range: TextRange, text: string): TextRange {
  const start = Math.max(0, Math.min(range.start, text.length - 1));
  const line = /^[^\r\n]*/.exec(text.slice(start, Math.max(range.end, start + 1)))?.[0].trimEnd().length ?? 0;
  return { start, end: Math.min(start + Math.max(1, line), text.length) };
}

class NodeReader {
  tooLarge = false;
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
    if (isMap(node)) return this.#map(node.items, node.range, parentKey);
    if (isSeq(node)) {
      return {
        type: 'sequence',
        ...this.#range(node.range),
        items: node.items.map((item) => this.read(item, null)),
      };
    }
    if (isPair(node)) return this.#map([node], null, parentKey);
    return isScalar(node) ? this.#scalar(node) : emptyAt(0);
  }

  #alias(source: string, range: readonly number[] | null | undefined): SpecNode {
    const target = this.#anchored.get(source);
    if (target === undefined) {
      this.#problems.push({
        code: 'spec.syntax',
        range: this.#range(range),
        message: message('There is no `&{name}` above that this could stand for.', { name: source }),
      });
      return emptyAt(range?.[0] ?? 0);
    }
    this.#count += target.size;
    if (this.#count > MAX_NODES || this.#depth + target.depth > MAX_DEPTH) this.tooLarge = true;
    return target.node;
  }

  #map(
    items: readonly unknown[],
    range: readonly number[] | null | undefined,
    parentKey: string | null,
  ): SpecMap {
    const pairs: SpecPair[] = [];
    const seen = new Set<string>();
    for (const item of items) {
      if (!isPair(item)) continue;
      const key = isScalar(item.key) ? this.#scalar(item.key) : this.#keyOf(item.key);
      const text = String(key.value);
      if (seen.has(text)) this.#reportDuplicate(key, text, parentKey);
      seen.add(text);
      const value = item.value === null ? emptyAt(key.end) : this.read(item.value, text);
      pairs.push({ key, value });
    }
    return {
      type: 'map',
      ...this.#range(range ?? [pairs[0]?.key.start ?? 0, pairs[0]?.value.end ?? 0]),
      pairs,
    };
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
