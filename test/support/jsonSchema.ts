type Schema = Readonly<Record<string, unknown>>;

/**
 * Where a value breaks a JSON Schema: paths with what was wanted. Knows the keywords that the schema of specs uses and
 * fails on any other, so that none is passed over in silence.
 */
export function schemaProblems(root: Schema, value: unknown): string[] {
  return check(root, value, { root, path: '' });
}

interface Place {
  readonly root: Schema;
  readonly path: string;
}

const NOTES = new Set(['$schema', 'title', 'description', 'default', 'definitions']);

function check(schema: Schema, value: unknown, place: Place): string[] {
  return Object.entries(schema).flatMap(([keyword, wanted]) => {
    if (NOTES.has(keyword)) return [];
    const test = KEYWORDS[keyword];
    if (test === undefined) throw new Error(`the keyword ${keyword} is not known here`);
    return test(wanted as never, value, place, schema);
  });
}

type Test = (wanted: never, value: unknown, place: Place, schema: Schema) => string[];

const KEYWORDS: Readonly<Record<string, Test>> = {
  $ref: (ref: string, value, place) => {
    const definition = (place.root['definitions'] as Record<string, Schema>)[
      ref.replace('#/definitions/', '')
    ];
    if (definition === undefined) throw new Error(`there is no ${ref}`);
    return check(definition, value, place);
  },
  allOf: (schemas: Schema[], value, place) => schemas.flatMap((each) => check(each, value, place)),
  anyOf: (schemas: Schema[], value, place) => {
    const found = schemas.map((each) => check(each, value, place));
    return found.some((problems) => problems.length === 0)
      ? []
      : [`${place.path}: none of ${schemas.length}`];
  },
  type: (types: string | string[], value, { path }) =>
    [types].flat().some((type) => isType(type, value)) ? [] : [`${path}: ${String(types)}`],
  enum: (words: unknown[], value, { path }) => (words.includes(value) ? [] : [`${path}: ${words.join()}`]),
  pattern: (pattern: string, value, { path }) =>
    typeof value !== 'string' || new RegExp(pattern).test(value) ? [] : [`${path}: ${pattern}`],
  minimum: (least: number, value, { path }) =>
    typeof value === 'number' && value < least ? [`${path}: ≥ ${least}`] : [],
  maximum: (most: number, value, { path }) =>
    typeof value === 'number' && value > most ? [`${path}: ≤ ${most}`] : [],
  exclusiveMinimum: (least: number, value, { path }) =>
    typeof value === 'number' && value <= least ? [`${path}: > ${least}`] : [],
  items: (schema: Schema, value, { root, path }) =>
    Array.isArray(value)
      ? value.flatMap((item, i) => check(schema, item, { root, path: `${path}/${i}` }))
      : [],
  minItems: (least: number, value, { path }) =>
    Array.isArray(value) && value.length < least ? [`${path}: ≥ ${least} items`] : [],
  maxItems: (most: number, value, { path }) =>
    Array.isArray(value) && value.length > most ? [`${path}: ≤ ${most} items`] : [],
  required: (keys: string[], value, { path }) =>
    isMap(value) ? keys.filter((key) => !(key in value)).map((key) => `${path}: needs ${key}`) : [],
  minProperties: (least: number, value, { path }) =>
    isMap(value) && Object.keys(value).length < least ? [`${path}: ≥ ${least} keys`] : [],
  properties: (properties: Record<string, Schema>, value, { root, path }) =>
    isMap(value)
      ? Object.entries(value).flatMap(([key, each]) => {
          const schema = Object.hasOwn(properties, key) ? properties[key] : undefined;
          return schema === undefined ? [] : check(schema, each, { root, path: `${path}/${key}` });
        })
      : [],
  additionalProperties: (schema: Schema | boolean, value, { root, path }, { properties = {} }) =>
    isMap(value) && schema !== true
      ? Object.entries(value).flatMap(([key, each]) => {
          if (Object.hasOwn(properties as object, key)) return [];
          return schema === false
            ? [`${path}/${key}: unknown`]
            : check(schema, each, { root, path: `${path}/${key}` });
        })
      : [],
};

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isType(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isMap(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
