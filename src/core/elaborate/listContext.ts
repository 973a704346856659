import type { Place } from '../language/place.ts';
import type { Report } from '../language/problem.ts';
import type { Scope } from '../language/scope.ts';
import type { Group } from '../model/model.ts';
import type { SpecItem } from '../spec/item.ts';
import type { SpecNode } from '../spec/node.ts';
import type { BodyContext } from './context.ts';
import type { Defaults } from './defaults.ts';
import type { Value } from './value.ts';

/** What an item is worth to those after it. A parallel without a merge has no value: only its branches have. */
export type ItemValue =
  | { readonly type: 'value'; readonly value: Value }
  | { readonly type: 'split'; readonly from: Value; readonly branches: readonly string[] };

export interface NamedEntry {
  /** Dotted path within the body. */
  readonly path: string;
  /** Elaborates the item if that is still to be done; null where this would go in a circle. */
  force(): ItemValue | null;
  /** True for an item that `when` leaves out. */
  readonly isLeftOut: () => boolean;
  /** Where the file writes it; null for a part of a container and for what has no text. */
  readonly place: Place | null;
}

/** Where names are looked up: a list's own items, then outward. */
export interface NameScope {
  readonly parent: NameScope | null;
  find(name: string): NamedEntry | undefined;
  names(): Iterable<string>;
}

/** What all items of one list share. */
export interface ListContext {
  readonly body: BodyContext;
  /** Of the text that the list is written in: an argument's list keeps the scope of whoever passed it. */
  readonly scope: Scope;
  readonly defaults: Defaults;
  readonly source: 'file' | 'shipped';
  /** Prefix of the items' paths: `` or `residual.branch.`. */
  readonly prefix: string;
  readonly group: Group | null;
  readonly names: NameScope | null;
  readonly report: Report;
  /** True for what is left out or never used: only the form is checked, nothing is built. */
  readonly formOnly: boolean;
}

export interface ItemContext extends Omit<ListContext, 'names'> {
  readonly names: NameScope;
  readonly item: SpecItem;
  readonly path: string;
  /** The kind's key. */
  readonly place: Place;
  /** What the item follows where it writes no `from`. */
  readonly previous: () => ItemValue;
  /** A value above the item that is there already, for drawing what has no producer. */
  readonly nearest: () => Value;
  /** Elaborates a list within this item. */
  readonly elaborateList: ElaborateList;
}

export interface NestedList {
  readonly node: SpecNode | null;
  /** For messages: `branch`, `layers`. */
  readonly what: string;
  readonly input: Value;
  readonly context: ListContext;
}

export type ElaborateList = (list: NestedList) => ItemValue;
