import { expect, it } from 'vitest';
import { type TextChange, TextHistory } from '../../../src/extension/graph/textHistory.ts';

const TEXT = 'conv: 16\nact: relu\ndense: 10\n';

/** A text with its history, changed as an editor changes it. */
class Edited {
  readonly history = new TextHistory(1);
  text = TEXT;
  version = 1;

  /** @param edits each in the text that the one before left. */
  edit(...edits: readonly (readonly [old: string, young: string])[]): void {
    const changes = edits.map(([old, young]): TextChange => {
      const start = this.text.indexOf(old);
      if (start < 0) throw new Error(`${old} is not there`);
      this.text = this.text.slice(0, start) + young + this.text.slice(start + old.length);
      return { start, removed: old.length, added: young.length };
    });
    this.version += 1;
    this.history.changed(this.version, changes);
  }

  insert(at: number, added: string): void {
    this.text = this.text.slice(0, at) + added + this.text.slice(at);
    this.version += 1;
    this.history.changed(this.version, [{ start: at, removed: 0, added: added.length }]);
  }

  /** What now stands where something stood in the first text. */
  now(part: string, version = 1, text = TEXT): string | null {
    const start = text.indexOf(part);
    const span = this.history.toNewest({ start, end: start + part.length }, version);
    return span === null ? null : this.text.slice(span.start, span.end);
  }
}

it('leads to where something stands after lines were written before it and taken away', () => {
  const edited = new Edited();
  edited.insert(0, '# a comment\n');
  edited.edit(['act: relu\n', '']);
  expect(edited.now('dense: 10')).toBe('dense: 10');
  expect(edited.now('conv: 16')).toBe('conv: 16');
});

it('takes several changes at once, as one step of an editor makes them', () => {
  const edited = new Edited();
  edited.edit(['dense: 10', 'dense: 1000'], ['conv: 16', 'conv: 1600']);
  expect(edited.now('act: relu')).toBe('act: relu');
  expect(edited.now('relu\ndense')).toBe('relu\ndense');
});

it('does not take in what is written right before it or behind it', () => {
  const edited = new Edited();
  edited.insert(TEXT.indexOf('act'), 'bn:\n');
  edited.insert(edited.text.indexOf('relu') + 4, ' # why');
  expect(edited.text).toBe('conv: 16\nbn:\nact: relu # why\ndense: 10\n');
  expect(edited.now('act: relu')).toBe('act: relu');
});

it('leads to the place where something was that is gone', () => {
  const edited = new Edited();
  edited.edit(['act: relu\n', '']);
  const start = TEXT.indexOf('act');
  const at = edited.text.indexOf('dense');
  expect(edited.history.toNewest({ start, end: start + 9 }, 1)).toEqual({ start: at, end: at });
});

it('leads from any version, and from the newest to itself', () => {
  const edited = new Edited();
  edited.edit(['conv: 16', 'conv: 1']);
  const between = edited.text;
  edited.edit(['conv: 1', 'convolution: 1']);
  expect(edited.now('dense: 10', 2, between)).toBe('dense: 10');
  expect(edited.now('dense: 10', 3, edited.text)).toBe('dense: 10');
});

it('leads the caret back into the layer in which it types', () => {
  const edited = new Edited();
  edited.edit(['conv: 16', '# here\nconv: 16']);
  edited.edit(['act: relu', 'act: relux']);
  const old = edited.history.toOlder(edited.text.indexOf('relux') + 5, 1);
  expect(old).toBe(TEXT.indexOf('relu') + 4);
  expect(edited.history.toOlder(edited.text.indexOf('dense'), 1)).toBe(TEXT.indexOf('dense'));
});

it('says where it does not know: of a text from before it began, or of too long ago', () => {
  const edited = new Edited();
  edited.edit(['16', '17']);
  expect(edited.history.toNewest({ start: 0, end: 1 }, 0)).toBeNull();
  expect(edited.history.toOlder(0, 0)).toBeNull();
  for (let i = 0; i < 10_000; i++) {
    edited.history.changed(3 + i, [{ start: 0, removed: 0, added: 1 }]);
  }
  expect(edited.history.toNewest({ start: 0, end: 1 }, 1)).toBeNull();
  expect(edited.history.toNewest({ start: 0, end: 1 }, 2)).toEqual({ start: 10_000, end: 10_001 });
});
