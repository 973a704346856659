import { type Analysis, type AnalyzeOptions, analyze } from '../analyze.ts';
import type { TextEdit } from '../diagnostics/diagnostic.ts';
import { type Message, message } from '../diagnostics/message.ts';
import { applyEdits } from '../diagnostics/priceFix.ts';
import type { Cost } from '../model/model.ts';
import type { TextRange } from '../spec/textRange.ts';
import { type NameIndex, nameIndex } from './nameIndex.ts';
import {
  isSameSymbol,
  type NameOccurrence,
  type NameSymbol,
  type SymbolKind,
  symbolKey,
} from './nameSymbol.ts';

/** A reason is a sentence for whoever asked. */
export type Refusable<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: Message };

export interface RenameTarget {
  readonly range: TextRange;
  readonly name: string;
}

/** Whether the name at the offset can be changed, and which letters are the name. */
export function renameTarget(analysis: Analysis, offset: number): Refusable<RenameTarget> {
  const found = findTarget(nameIndex(analysis), offset);
  return found.ok ? { ok: true, value: { range: found.value.range, name: found.value.symbol.name } } : found;
}

/**
 * The edits that give the name at the offset another one, wherever it stands. Refused where the new name cannot be
 * written, or where with it any name of the spec would mean something else.
 */
export function rename(analysis: Analysis, offset: number, newName: string): Refusable<readonly TextEdit[]> {
  const index = nameIndex(analysis);
  const target = findTarget(index, offset);
  if (!target.ok) return target;
  const { symbol } = target.value;
  if (symbol.name === newName) return { ok: true, value: [] };
  const form = checkForm(symbol.kind, newName) ?? checkStride(symbol, newName);
  if (form !== null) return refuse(form);
  const places = index.occurrences.filter((each) => isSameSymbol(each.symbol, symbol));
  const edits: TextEdit[] = [];
  for (const { range } of places) {
    if (analysis.text.slice(range.start, range.end) !== symbol.name) {
      return refuse(
        message(
          '`{name}` is written in a way that cannot be changed here. Write it on one line, without escapes.',
          {
            name: symbol.name,
          },
        ),
      );
    }
    edits.push({ range, newText: newName });
  }
  const clash = findClash(analysis, index, edits, { symbol, newName });
  return clash === null ? { ok: true, value: edits } : refuse(clash);
}

function refuse(reason: Message): { readonly ok: false; readonly reason: Message } {
  return { ok: false, reason };
}

function findTarget(index: NameIndex, offset: number): Refusable<NameOccurrence> {
  const found = index.at(offset);
  if (found === null) return refuse(message('There is no name here that could be changed.'));
  const { symbol } = found;
  const { name } = symbol;
  if (symbol.shipped !== null) {
    return refuse(
      symbol.kind === 'block'
        ? message(
            '`{name}` ships with ResNet Designer. Copy it under `blocks` to give it a name of your own.',
            {
              name,
            },
          )
        : message('`{name}` belongs to the block `{block}`, which ships with ResNet Designer.', {
            name,
            block: symbol.shipped,
          }),
    );
  }
  if (symbol.kind === 'part') {
    return refuse(message('`{name}` is a name of the language and cannot be changed.', { name }));
  }
  if (!symbol.isGiven) {
    return refuse(
      message('`{name}` is called after its kind. Write `name:` beside the kind to give it a name.', {
        name,
      }),
    );
  }
  return { ok: true, value: found };
}

/** A stage knows this parameter by its name, also where a mistake keeps that from showing in any shape. */
function checkStride({ kind, name }: NameSymbol, newName: string): Message | null {
  if (kind !== 'parameter' || (name !== 'stride' && newName !== 'stride')) return null;
  return message(
    'With another name `stride` would mean something else: a stage gives it to the first block, and 1 to the others.',
  );
}

/** YAML reads these as something else than a name. */
const NO_WORDS = /^(?:true|false|null)$/i;

function checkForm(kind: SymbolKind, name: string): Message | null {
  if (NO_WORDS.test(name)) return message('YAML reads `{name}` as a value, not as a name.', { name });
  switch (kind) {
    case 'parameter':
    case 'size':
      if (!/^[A-Za-z_]\w*$/.test(name))
        return message('A parameter is named by a letter (a to z) followed by letters, digits or `_`.');
      return ['and', 'or', 'not'].includes(name)
        ? message('`{name}` is an operator of expressions.', { name })
        : null;
    case 'layer':
    case 'branch':
    case 'input':
    case 'block':
    case 'part':
      return /^[A-Za-z_][\w-]*$/.test(name)
        ? null
        : message('A name is a letter (a to z) followed by letters, digits, `_` or `-`.');
    case 'variant':
      return /^[A-Za-z_][\w.-]*$/.test(name)
        ? null
        : message('The name of a variant is a letter (a to z) followed by letters, digits, `_`, `-` or `.`.');
  }
}

/** Reads the changed text and compares what each of its names means with what it meant before. */
function findClash(
  analysis: Analysis,
  before: NameIndex,
  edits: readonly TextEdit[],
  { symbol, newName }: { readonly symbol: NameSymbol; readonly newName: string },
): Message | null {
  if (before.floating.has(symbol.name) && (symbol.kind === 'layer' || symbol.kind === 'branch')) {
    return message(
      'A list of layers that is put in elsewhere uses the name `{name}`, and it is not certain which layer it means.',
      { name: symbol.name },
    );
  }
  const changed = analyze(
    applyEdits(analysis.text, edits),
    optionsAfter(analysis.options, symbol, newName),
    analysis,
  );
  const isSame =
    meanings(before, edits) === meanings(nameIndex(changed), []) &&
    codes(analysis) === codes(changed) &&
    // Figures show the symbols of sizes by their names.
    (symbol.kind === 'size' || figures(analysis) === figures(changed));
  return isSame
    ? null
    : message('With the name `{newName}` for `{name}` this spec would mean something else.', {
        name: symbol.name,
        newName,
      });
}

function optionsAfter(options: AnalyzeOptions, { kind, name }: NameSymbol, newName: string): AnalyzeOptions {
  return kind === 'variant' && options.variant === name ? { ...options, variant: newName } : options;
}

/** Each place of a name with the place where what it means is declared, as they stand after the edits. */
function meanings({ occurrences }: NameIndex, edits: readonly TextEdit[]): string {
  const moved = movement(edits);
  return occurrences
    .map(({ symbol, range }) => {
      const nameRange =
        symbol.shipped === null
          ? { ...symbol.nameRange, start: moved(symbol.nameRange.start) }
          : symbol.nameRange;
      return `${moved(range.start)}=${symbolKey({ ...symbol, nameRange })}`;
    })
    .join('\n');
}

/** Where an offset stands after the edits, which are in the order of the text. */
function movement(edits: readonly TextEdit[]): (offset: number) => number {
  return (offset) => {
    let by = 0;
    for (const { range, newText } of edits) {
      if (range.start >= offset) break;
      by += newText.length - (range.end - range.start);
    }
    return offset + by;
  };
}

function codes({ diagnostics }: Analysis): string {
  return diagnostics.map(({ code }) => code).join();
}

function figures({ model }: Analysis): string {
  if (model === null) return '';
  const { cost, opCount, outputs } = model.body;
  const sizes = (each: Cost): string => [each.trainable, each.nonTrainable, each.macs].map(String).join();
  const shapes = outputs.map(({ shape }) => (shape === null ? '?' : shape.map(String).join('×')));
  return [sizes(cost), opCount, ...shapes].join(' ');
}
