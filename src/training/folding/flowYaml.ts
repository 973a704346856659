export type YamlValue =
  | string
  | number
  | boolean
  | null
  | readonly YamlValue[]
  | { readonly [name: string]: YamlValue };

/** A value on one line, as people write it: `{filters: 16, kernel: [3, 1]}`. */
export function flowYaml(value: YamlValue): string {
  if (typeof value === 'string') return plainOrQuoted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(flowYaml).join(', ')}]`;
  const entries = Object.entries(value).map(([name, each]) => `${plainOrQuoted(name)}: ${flowYaml(each)}`);
  return `{${entries.join(', ')}}`;
}

/** JSON's strings are YAML's, too. What could be read as something else, or could end early, is quoted. */
export function plainOrQuoted(text: string): string {
  const isPlain =
    /^[A-Za-z_][\w. +()/-]*$/.test(text) && !/^(true|false|null)$/i.test(text) && !text.endsWith(' ');
  return isPlain ? text : JSON.stringify(text);
}
