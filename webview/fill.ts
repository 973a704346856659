/** Puts values into the holes `{0}`, `{1}`, … of a word. */
export function fill(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (hole, at: string) => String(values[Number(at)] ?? hole));
}
