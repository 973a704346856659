import { Lexer } from 'yaml';
import type { Analysis } from '../analyze.ts';
import type { TextEdit } from '../diagnostics/diagnostic.ts';
import { applyEdits } from '../diagnostics/priceFix.ts';
import type { SpecNode } from '../spec/node.ts';
import { type ParsedYaml, parseYaml } from '../spec/parseYaml.ts';
import { LineIndex } from '../spec/textRange.ts';
import { blankLineEdits } from './blankLines.ts';
import { continuations, indentEdits } from './indentation.ts';
import { findKeptPieces, type PiecePath, pieceRange } from './keptPieces.ts';
import { spacingEdits } from './spacing.ts';
import { splitLines } from './textLines.ts';
import { writtenNodes } from './writtenNodes.ts';

/** What formatting looks at. */
type Formatted = Pick<Analysis, 'text' | 'lines' | 'yaml'>;

/**
 * The edits that bring a spec into the product's form: two columns a level, one blank behind colons and commas, no
 * blanks at the ends of lines, single blank lines, and one before each large section. Comments, quotes, brackets and
 * the breaks between lines stay as they are. A piece that would not read the same afterwards, or not be in form itself,
 * stays as it is written. None for a text that is not valid YAML.
 */
export function formatSpec(analysis: Formatted): readonly TextEdit[] {
  const { text, yaml } = analysis;
  const { root } = yaml;
  // Of directives and single carriage returns nothing is understood here.
  if (root === null || yaml.problems.length > 0 || /^%|\r(?!\n)/m.test(text)) return [];
  const edits = findEdits(analysis, root, []);
  if (edits === null) return editsAround(analysis, root);
  const after = parseYaml(applyEdits(text, edits));
  return isSafe(analysis, root, { edits, kept: [], after }) ? edits : editsAround(analysis, root);
}

/** The edits of everything but the pieces that have to stay. */
function editsAround(analysis: Formatted, root: SpecNode): readonly TextEdit[] {
  let last: ParsedYaml | null = null;
  const kept = findKeptPieces(root, analysis.text, (paths) => {
    const edits = findEdits(analysis, root, paths);
    if (edits === null) return false;
    // From one trial to the next few lines change.
    last = parseYaml(applyEdits(analysis.text, edits), last);
    return isSafe(analysis, root, { edits, kept: paths, after: last });
  });
  return kept === null ? [] : (findEdits(analysis, root, kept) ?? []);
}

interface Trial {
  readonly edits: readonly TextEdit[];
  readonly kept: readonly PiecePath[];
  /** The formatted text. */
  readonly after: ParsedYaml;
}

/** The result reads the same, with the same comments, and there is nothing left to do. */
function isSafe({ text }: Formatted, root: SpecNode, { edits, kept, after }: Trial): boolean {
  if (edits.length === 0) return true;
  if (after.root === null || after.problems.length > 0 || !isEqual(root, after.root)) return false;
  const formatted = applyEdits(text, edits);
  if (commentsOf(text) !== commentsOf(formatted)) return false;
  const again = { text: formatted, lines: new LineIndex(formatted), yaml: after };
  return findEdits(again, after.root, kept)?.length === 0;
}

/** Null where a line cannot be moved as far as it would have to be. */
function findEdits(
  { text, lines: index }: Formatted,
  root: SpecNode,
  kept: readonly PiecePath[],
): readonly TextEdit[] | null {
  const lines = splitLines(text);
  const nodes = writtenNodes(root, text);
  const pieces = kept.map((path) => pieceRange(root, path, text));
  const kinds = continuations(nodes, pieces, (offset) => index.position(offset).line, lines.length);
  const indents = indentEdits(lines, kinds, nodes, text);
  if (indents === null) return null;
  const changes = [...blankLineEdits(root, lines, kinds, text), ...spacingEdits(nodes, text)];
  const free = changes.filter(
    ({ range }) => !pieces.some(({ start, end }) => start <= range.start && range.start <= end),
  );
  return withoutOverlap([...free, ...indents]);
}

/** In the order of the text. Of two that meet the first one given stays; what starts at one place is one edit. */
function withoutOverlap(edits: readonly TextEdit[]): TextEdit[] {
  const sorted = edits
    .map((edit, rank) => ({ edit, rank }))
    .sort((a, b) => a.edit.range.start - b.edit.range.start || a.rank - b.rank);
  const kept: TextEdit[] = [];
  for (const { edit } of sorted) {
    const last = kept[kept.length - 1];
    if (last === undefined || edit.range.start > last.range.start) {
      if (edit.range.start >= (last?.range.end ?? 0)) kept.push(edit);
    } else if (last.range.end === last.range.start) {
      kept[kept.length - 1] = { range: edit.range, newText: last.newText + edit.newText };
    }
  }
  return kept;
}

function isEqual(a: SpecNode, b: SpecNode): boolean {
  if (a.type === 'scalar') return b.type === 'scalar' && a.value === b.value && a.quoted === b.quoted;
  if (a.type === 'sequence') {
    return (
      b.type === 'sequence' &&
      a.items.length === b.items.length &&
      a.items.every((item, i) => isEqual(item, b.items[i] ?? item))
    );
  }
  return (
    b.type === 'map' &&
    a.pairs.length === b.pairs.length &&
    a.pairs.every(({ key, value }, i) => {
      const other = b.pairs[i];
      return other !== undefined && isEqual(key, other.key) && isEqual(value, other.value);
    })
  );
}

/** Every comment in its order, without the blanks behind it. */
export function commentsOf(text: string): string {
  const found: string[] = [];
  for (const token of new Lexer().lex(text)) if (token.startsWith('#')) found.push(token.trimEnd());
  return found.join('\n');
}
