/** What a value may be, as JSON Schema (draft 7) says it: for editors that know nothing of specs. */
export type ValueSchema = Readonly<Record<string, unknown>>;

/** `$name` or `$(…)`: stands wherever a value does. */
export const EXPRESSION_SCHEMA: ValueSchema = { $ref: '#/definitions/expression' };

export const LAYERS_SCHEMA: ValueSchema = { $ref: '#/definitions/layers' };

export function anyOf(...schemas: readonly ValueSchema[]): ValueSchema {
  return { anyOf: schemas };
}

export function wordsSchema(words: readonly string[]): ValueSchema {
  return { enum: words };
}

/** A list of so many values, any of which may be an expression. */
export function listSchema(items: ValueSchema, length: number): ValueSchema {
  return { type: 'array', items: anyOf(items, EXPRESSION_SCHEMA), minItems: length, maxItems: length };
}
