/** An attribute of an op as one reads it: `3`, `3×1`, `he_normal, gain 1`. */
export function attributeText(value: unknown): string {
  if (Array.isArray(value)) {
    return value.every((each) => each === value[0]) ? String(value[0]) : value.join('×');
  }
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, inner]) => (name === 'type' ? String(inner) : `${name} ${String(inner)}`))
    .join(', ');
}
