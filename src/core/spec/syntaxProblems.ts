import { parseDocument, type YAMLError } from 'yaml';
import { type Message, message } from '../diagnostics/message.ts';
import { LineIndex, type TextRange } from './textRange.ts';
import type { YamlProblem } from './yamlProblem.ts';

/** One for each line: what the parser says next about the same line follows from the first. */
export function syntaxProblems(errors: readonly YAMLError[], text: string): YamlProblem[] {
  const lines = new LineIndex(text);
  const seen = new Set<number>();
  let tries = MAX_TRIES;
  return errors.flatMap((error): YamlProblem[] => {
    const range = firstLine({ start: error.pos[0], end: error.pos[1] }, text);
    const { line } = lines.position(range.start);
    if (seen.has(line)) return [];
    seen.add(line);
    if (error.code === 'MULTILINE_IMPLICIT_KEY' && startsItsLine(range, text)) {
      return [missingColon(range, text, tries-- > 0)];
    }
    return [{ code: 'spec.syntax', range, message: syntaxMessage(error.code, error.message), isBreak: true }];
  });
}

/** True for what only blanks and dashes stand before: inside brackets a colon would not help. */
function startsItsLine({ start }: TextRange, text: string): boolean {
  return /(?:^|[\r\n])[ -]*$/.test(text.slice(Math.max(0, start - 200), start));
}

/** `- relu` followed by `name: x` on the next line: the kind needs a colon to be a key. */
function missingColon(range: TextRange, text: string, mayTry: boolean): YamlProblem {
  const first = /^[^\r\n]*/.exec(text.slice(range.start, range.end))?.[0].trimEnd() ?? '';
  const word = { start: range.start, end: range.start + Math.max(1, first.length) };
  const problem = { code: 'spec.syntax', isBreak: true, range: word } as const;
  const result = /^\w+$/.test(first) && mayTry ? tryColon(word, text) : 'broken';
  if (result === 'twice') {
    return {
      ...problem,
      message: message(
        '`{word}` stands here without a colon, and `{word}:` once more. Remove one of the two.',
        {
          word: first,
        },
      ),
    };
  }
  const missing = message('A colon is missing: write `{word}:` where further keys follow on the next line.', {
    word: first,
  });
  if (result === 'broken') return { ...problem, message: missing };
  const title = message('Write `{word}:`', { word: first });
  return {
    ...problem,
    message: missing,
    fix: { title, range: { start: word.end, end: word.end }, newText: ':' },
  };
}

/** Each try reads the text once more: not a long one, and not for each of many mistakes. */
const MAX_TRIED = 100_000;
const MAX_TRIES = 3;

/** Whether the line is a key with a colon, one that stands there already, or still broken. */
function tryColon({ start, end }: TextRange, text: string): 'key' | 'twice' | 'broken' {
  if (text.length > MAX_TRIED) return 'broken';
  const mended = `${text.slice(0, end)}:${text.slice(end)}`;
  const { errors } = parseDocument(mended, {
    version: '1.2',
    schema: 'core',
    prettyErrors: false,
    logLevel: 'error',
  });
  const key = new RegExp(`^\\s*["']?${text.slice(start, end)}["']?\\s*:`);
  // Of two the second one is reported, whichever of them this is, at the blank before it where there is one.
  const isTwice = errors.some(
    ({ code, pos: [at] }) => code === 'DUPLICATE_KEY' && key.test(mended.slice(at, at + 200)),
  );
  if (isTwice) return 'twice';
  return errors.every((error) => error.pos[0] !== start) ? 'key' : 'broken';
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
