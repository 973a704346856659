import type { TextEdit } from '../diagnostics/diagnostic.ts';
import type { Message } from '../diagnostics/message.ts';
import type { Refusable } from '../navigate/rename.ts';

/** A kind of layer, a block, or a stage of a block. */
export interface LayerChoice {
  readonly form: 'kind' | 'block' | 'stage';
  readonly name: string;
}

export const SHORTCUT_CHOICES = ['identity', 'A', 'B', 'C', 'none'] as const;
export type ShortcutChoice = (typeof SHORTCUT_CHOICES)[number];

/** Around what is wrapped there is always a shortcut. */
export const WRAP_CHOICES = ['identity', 'A', 'B', 'C'] as const;
export type WrapChoice = (typeof WRAP_CHOICES)[number];

export const NUMBER_NAMES = ['repeat', 'filters', 'units', 'kernel', 'stride'] as const;
export type NumberName = (typeof NUMBER_NAMES)[number];

/** The kinds that take several producers. */
export const MERGE_NAMES = ['add', 'concat', 'mean', 'multiply', 'gate'] as const;
export type MergeName = (typeof MERGE_NAMES)[number];

/** One change of the text that can be asked for at the nodes of a drawing. */
export type DesignEdit =
  | { readonly type: 'insert'; readonly where: 'before' | 'after'; readonly layer: LayerChoice }
  /** Joins the nodes; one node alone with the earlier layer or input that is named so where it stands. */
  | { readonly type: 'join'; readonly merge: MergeName; readonly other: string | null }
  | { readonly type: 'duplicate' }
  | { readonly type: 'delete' }
  | { readonly type: 'wrap'; readonly shortcut: WrapChoice }
  | { readonly type: 'shortcut'; readonly shortcut: ShortcutChoice }
  /** A number or an expression, as it is to be written. */
  | { readonly type: 'number'; readonly name: NumberName; readonly value: string }
  | { readonly type: 'extract'; readonly name: string }
  | { readonly type: 'copyBlock' };

/** What is changed in the text. */
export interface EditPlan {
  /** In the order of the text; they do not overlap. */
  readonly edits: readonly TextEdit[];
  /** Where the changed or new item starts in the edited text: it is selected afterwards. */
  readonly focus: number;
  /** What a person should know before it is done, e.g. which layers named one that goes away. */
  readonly note: Message | null;
}

export function refuse(reason: Message): Extract<Refusable<never>, { ok: false }> {
  return { ok: false, reason };
}

export function accept<T>(value: T): Refusable<T> {
  return { ok: true, value };
}
