import { Lexer } from 'yaml';
import type { Analysis } from '../analyze.ts';
import type { TextEdit } from '../diagnostics/diagnostic.ts';
import { applyEdits } from '../diagnostics/priceFix.ts';
import type { SpecNode } from '../spec/node.ts';
import { parseYaml } from '../spec/parseYaml.ts';
import { LineIndex } from '../spec/textRange.ts';
import { blankLineEdits } from './blankLines.ts';
import { continuations, indentEdits } from './indentation.ts';
import { spacingEdits } from './spacing.ts';
import { splitLines } from './textLines.ts';
import { writtenNodes } from './writtenNodes.ts';

/** What formatting looks at. */
type Formatted = Pick<Analysis, 'text' | 'lines' | 'yaml'>;

/**
 * The edits that bring a spec into the product's form: two columns a level, one blank behind colons and commas, no
 * blanks at the ends of lines, single blank lines, and one before each large section. Comments, quotes, brackets and
 * the breaks between lines stay as they are. None for a text that is not valid YAML, or where the result would not
 * read the same or not be in form itself, as with keys that stand apart from their colons.
 */
export function formatSpec(analysis: Formatted): readonly TextEdit[] {
  const { text, yaml } = analysis;
  if (yaml.root === null || yaml.problems.length > 0) return [];
  const edits = findEdits(analysis, yaml.root);
  if (edits.length === 0) return [];
  const formatted = applyEdits(text, edits);
  const after = parseYaml(formatted);
  if (after.root === null || after.problems.length > 0) return [];
  const isSame = isEqual(yaml.root, after.root) && commentsOf(text) === commentsOf(formatted);
  if (!isSame) return [];
  const again = { text: formatted, lines: new LineIndex(formatted), yaml: after };
  return findEdits(again, after.root).length === 0 ? edits : [];
}

function findEdits({ text, lines: index }: Formatted, root: SpecNode): readonly TextEdit[] {
  // Of several documents, directives and single carriage returns nothing is understood here.
  if (/^(?:---|\.\.\.|%)|\r(?!\n)/m.test(text)) return [];
  const lines = splitLines(text);
  const nodes = writtenNodes(root, text);
  const kinds = continuations(nodes, (offset) => index.position(offset).line, lines.length);
  const indents = indentEdits(lines, kinds, nodes, text);
  if (indents === null) return [];
  return withoutOverlap([
    ...blankLineEdits(root, lines, kinds, text),
    ...indents,
    ...spacingEdits(nodes, text),
  ]);
}

/** In the order of the text; of two that meet the first one given stays. */
function withoutOverlap(edits: readonly TextEdit[]): TextEdit[] {
  const sorted = edits
    .map((edit, rank) => ({ edit, rank }))
    .sort((a, b) => a.edit.range.start - b.edit.range.start || a.rank - b.rank);
  const kept: TextEdit[] = [];
  let end = 0;
  for (const { edit } of sorted) {
    if (edit.range.start < end) continue;
    kept.push(edit);
    end = edit.range.end;
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
