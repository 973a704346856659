import type { DrawnChange } from '../drawing/drawing.ts';

/** Colours of the printed drawing: those of the paper's figures, pale enough for black text on them. */
export interface PrintTheme {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly neutralFill: string;
  readonly neutralBorder: string;
  readonly frameFill: string;
  readonly frameBorder: string;
  readonly error: string;
  readonly errorFill: string;
  /** Of what fits for some sizes only. */
  readonly warning: string;
  /** Of a comparison. */
  readonly changes: Readonly<Record<DrawnChange, string>>;
  /** By feature map size, the first one again after the last. */
  readonly stages: readonly { readonly fill: string; readonly border: string }[];
}

export const PRINT_THEME: PrintTheme = {
  background: '#ffffff',
  text: '#1b1f24',
  muted: '#57606a',
  line: '#3d444d',
  neutralFill: '#ffffff',
  neutralBorder: '#6e7781',
  frameFill: '#f6f8fa',
  frameBorder: '#b6bec8',
  error: '#c3122f',
  errorFill: '#ffe3e3',
  warning: '#9a6700',
  changes: { added: '#1a7f37', removed: '#b4233c', changed: '#9a6700', reshaped: '#57606a' },
  stages: [
    { fill: '#ffe0c2', border: '#c2691c' },
    { fill: '#e4dafa', border: '#7a55c4' },
    { fill: '#d2efd3', border: '#3b8a45' },
    { fill: '#fbd5e2', border: '#bd3f72' },
    { fill: '#d3e5fb', border: '#2f6fba' },
    { fill: '#fbf0bf', border: '#9a7b12' },
  ],
};
