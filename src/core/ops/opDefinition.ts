import type { DiagnosticCode, Severity } from '../diagnostics/diagnostic.ts';
import type { Message } from '../diagnostics/message.ts';
import type { AttributeTable, ReadTable } from '../language/attributeTable.ts';
import type { Cost } from '../model/model.ts';
import type { OpAttributes, OpKind } from '../model/op.ts';
import type { MaybeShape, Shape } from '../model/shape.ts';
import type { SolvedRestriction } from '../symbolic/fit.ts';

/** Where in the item the cause of a shape mistake stands. */
export type Culprit =
  | { readonly type: 'attribute'; readonly name: string }
  | { readonly type: 'producer'; readonly index: number }
  | { readonly type: 'item' };

export type ShapeProblem = (problem: {
  readonly code: DiagnosticCode;
  readonly severity?: Severity;
  readonly culprit: Culprit;
  readonly message: Message;
  /** Where it is a mistake for some values of the symbols only: what has to hold. */
  readonly restrictions?: readonly SolvedRestriction[];
  /** Producers to name as the other side. */
  readonly relatedProducers?: readonly number[];
}) => void;

/** What an op means for shapes and counts, wherever it comes from. */
export interface OpDefinition<K extends OpKind> {
  readonly kind: K;
  /** The output shape; null after a mistake that leaves it unknown. Inputs are known here. */
  infer(attributes: OpAttributes[K], inputs: readonly Shape[], problem: ShapeProblem): MaybeShape;
  /** For one example. Biases cost no multiply-adds. */
  cost(attributes: OpAttributes[K], inputs: readonly Shape[], output: Shape): Cost;
}

/** How an item of the language becomes one op: for kinds that are no more than that. */
export interface ItemDefinition<K extends OpKind, Table extends AttributeTable = AttributeTable> {
  readonly op: K;
  readonly table: Table;
  /** The attribute that a bare value stands for: `dense: 10`. */
  readonly shorthand: (keyof Table & string) | null;
  /** How many producers it takes. */
  readonly producers: { readonly min: number; readonly max: number };
  toAttributes(values: ReadTable<Table>): OpAttributes[K];
}

export const ONE_PRODUCER = { min: 1, max: 1 } as const;
export const TWO_OR_MORE = { min: 2, max: Number.POSITIVE_INFINITY } as const;
export const FREE: Cost = { trainable: 0, nonTrainable: 0, macs: 0 };

/** Gives the item definition its precise table type without naming it twice. */
export function defineItem<K extends OpKind, const Table extends AttributeTable>(
  definition: ItemDefinition<K, Table>,
): ItemDefinition<K, Table> {
  return definition;
}
