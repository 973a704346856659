import type { editor } from 'monaco-editor/editor/editor.api.js';
import { type Color, over, parseColor, toHex } from './color.ts';

/** Of Monaco's colours those that this view shows. VS Code gives each as `--vscode-…` with dashes for the dots. */
const COLORS = [
  'editor.background',
  'editor.foreground',
  'editor.selectionBackground',
  'editor.selectionForeground',
  'editor.inactiveSelectionBackground',
  'editorCursor.foreground',
  'editorLineNumber.activeForeground',
  'editorIndentGuide.background1',
  'editorIndentGuide.activeBackground1',
  'editorBracketHighlight.foreground1',
  'editorBracketHighlight.foreground2',
  'editorBracketHighlight.foreground3',
  'editorBracketHighlight.foreground4',
  'editorBracketHighlight.foreground5',
  'editorBracketHighlight.foreground6',
  'scrollbarSlider.background',
  'scrollbarSlider.hoverBackground',
  'scrollbarSlider.activeBackground',
  'focusBorder',
  'contrastBorder',
] as const;

/** The editor's own are too faint to be read in its dark theme. */
const LINE_NUMBERS = ['editorLineNumber.foreground', 'descriptionForeground'] as const;

/**
 * A page is not told the colours of a theme's tokens. Those that a theme gives to names and values in the
 * debugger's tree are there, are made for the same background, and mean the same.
 */
const TOKENS = [
  ['', 'editor.foreground'],
  ['delimiter', 'editor.foreground'],
  ['type', 'debugTokenExpression.name'],
  ['string', 'debugTokenExpression.string'],
  ['number', 'debugTokenExpression.number'],
  ['keyword', 'debugTokenExpression.boolean'],
  ['tag', 'debugTokenExpression.type'],
  ['comment', 'descriptionForeground'],
] as const;

/** Monaco's theme from the colours of the editor around, as they are now. */
export function editorTheme(): editor.IStandaloneThemeData {
  const background = colorOf('editor.background') ?? { red: 0, green: 0, blue: 0, alpha: 1 };
  const colors = [...COLORS.map((id) => [id, id] as const), LINE_NUMBERS].flatMap(([id, from]) => {
    const color = colorOf(from);
    return color === null ? [] : [[id, toHex(color)] as const];
  });
  const rules = TOKENS.flatMap(([token, id]) => {
    const color = colorOf(id);
    // Tokens have no transparency.
    return color === null ? [] : [{ token, foreground: toHex(over(color, background)).slice(1) }];
  });
  return { base: baseTheme(), inherit: true, rules, colors: Object.fromEntries(colors) };
}

function baseTheme(): editor.BuiltinTheme {
  const { classList } = document.body;
  if (classList.contains('vscode-high-contrast-light')) return 'hc-light';
  if (classList.contains('vscode-high-contrast')) return 'hc-black';
  return classList.contains('vscode-light') ? 'vs' : 'vs-dark';
}

/** Null where the theme does not say. */
function colorOf(id: string): Color | null {
  const name = `--vscode-${id.replaceAll('.', '-')}`;
  if (getComputedStyle(document.documentElement).getPropertyValue(name).trim() === '') return null;
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const computed = getComputedStyle(probe).color;
  probe.remove();
  return parseColor(computed);
}
