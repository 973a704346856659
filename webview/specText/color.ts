/** Channels from 0 to 255, alpha from 0 to 1. */
export interface Color {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

/** Reads what a browser computes: `rgb(1, 2, 3)`, `rgba(1, 2, 3, 0.5)`, `color(srgb 0.1 0.2 0.3 / 0.5)`. */
export function parseColor(computed: string): Color | null {
  const isShare = computed.startsWith('color(srgb ');
  if (!isShare && !computed.startsWith('rgb')) return null;
  const [red, green, blue, alpha = 1] = (computed.match(/\d*\.?\d+(e-?\d+)?/g) ?? []).map(Number);
  if (red === undefined || green === undefined || blue === undefined) return null;
  const scale = isShare ? 255 : 1;
  return { red: red * scale, green: green * scale, blue: blue * scale, alpha };
}

/** What is seen where a colour lies on an opaque one. */
export function over(top: Color, below: Color): Color {
  const mix = (a: number, b: number): number => a * top.alpha + b * (1 - top.alpha);
  return {
    red: mix(top.red, below.red),
    green: mix(top.green, below.green),
    blue: mix(top.blue, below.blue),
    alpha: 1,
  };
}

/** `#rrggbb`, with `aa` where something shines through. */
export function toHex({ red, green, blue, alpha }: Color): string {
  const channels = [red, green, blue, ...(alpha === 1 ? [] : [alpha * 255])];
  const digits = channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0'));
  return `#${digits.join('')}`;
}
