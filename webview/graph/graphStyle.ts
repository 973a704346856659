import type { StylesheetJson } from 'cytoscape';
import type { TextRole } from '../../src/core/drawing/drawing.ts';
import { BOLD_ROLES, FONT_SIZES } from '../../src/core/layout/partSize.ts';
import { heatStyle } from './heatStyle.ts';
import type { ThemeColors } from './themeColors.ts';

const CORNER = 7;
const CAPITALS_LOWER = 0.08;

/** Cytoscape's types lack `edge-distances: endpoints` and `data()` for lists and numbers, so ours are wider. */
interface Rule {
  readonly selector: string;
  readonly style: Readonly<Record<string, string | number | readonly number[] | null>>;
}

/** How Cytoscape draws each class of `DrawnElements`, in the colours of the theme. */
export function graphStyle(colors: ThemeColors): StylesheetJson {
  return [
    ...nodeStyle(colors),
    ...edgeStyle(colors),
    ...textStyle(colors),
    ...changeStyle(colors),
    ...stateStyle(colors),
  ];
}

function nodeStyle(colors: ThemeColors): Rule[] {
  const stages = colors.stageFills.flatMap((fill, at): Rule[] => {
    const border = colors.stageBorders[at] ?? colors.border;
    return [
      { selector: `node.stage${at}`, style: { 'background-color': fill, 'border-color': border } },
      { selector: `node.frame.stage${at}`, style: { 'background-color': colors.frameFill } },
    ];
  });
  return [
    {
      selector: 'node',
      style: {
        width: 'data(width)',
        height: 'data(height)',
        shape: 'round-rectangle',
        'corner-radius': '4',
        'background-color': colors.fill,
        'border-color': colors.border,
        'border-width': 1,
        'z-index': 'data(z)',
        'z-index-compare': 'manual',
        'overlay-opacity': 0,
      },
    },
    { selector: 'node.pill', style: { 'corner-radius': '11' } },
    { selector: 'node.circle', style: { shape: 'ellipse' } },
    {
      selector: 'node.frame',
      style: { 'background-color': colors.frameFill, 'border-color': colors.frameBorder },
    },
    ...stages,
    ...heatStyle(colors),
    { selector: 'node.card', style: { events: 'no' } },
    {
      selector: 'node.button',
      style: {
        'background-color': colors.buttonFill,
        'border-color': colors.frameBorder,
        'corner-radius': '3',
        label: 'data(label)',
        color: colors.buttonText,
        'font-family': colors.fontFamily,
        'font-size': 11,
        'text-valign': 'center',
        'text-halign': 'center',
        'min-zoomed-font-size': 5,
      },
    },
    {
      selector: 'node.wrong',
      style: { 'border-color': colors.error, 'border-width': 1.6 },
    },
    { selector: 'node.wrong[z >= 900]', style: { 'background-color': colors.errorFill } },
  ];
}

function edgeStyle(colors: ThemeColors): Rule[] {
  return [
    {
      selector: 'edge',
      style: {
        width: 1.2,
        'line-color': colors.line,
        'target-arrow-color': colors.line,
        'target-arrow-shape': 'triangle',
        'arrow-scale': 0.7,
        'edge-distances': 'endpoints',
        'source-endpoint': 'data(start)',
        'target-endpoint': 'data(end)',
        'z-index': 500,
        'z-index-compare': 'manual',
        'overlay-opacity': 0,
        events: 'no',
      },
    },
    { selector: 'edge.straight', style: { 'curve-style': 'straight' } },
    {
      selector: 'edge.cornered',
      style: {
        'curve-style': 'round-segments',
        'segment-weights': 'data(weights)',
        'segment-distances': 'data(distances)',
        'segment-radii': [CORNER],
        'radius-type': 'arc-radius',
      },
    },
    { selector: 'edge.dimension', style: { 'line-style': 'dashed', 'line-dash-pattern': [2, 3] } },
    {
      selector: 'edge.broken',
      style: { width: 2, 'line-color': colors.error, 'target-arrow-color': colors.error, 'z-index': 501 },
    },
    {
      selector: 'edge.conditional',
      style: { width: 2, 'line-color': colors.warning, 'target-arrow-color': colors.warning, 'z-index': 501 },
    },
  ];
}

function textStyle(colors: ThemeColors): Rule[] {
  const roles = Object.entries(FONT_SIZES).map(([role, size]) => ({
    selector: `node.text-${role}`,
    style: {
      'font-size': size,
      // By the capitals and digits, as in print; by itself it takes the room below them into account.
      'text-margin-y': size * CAPITALS_LOWER,
      'font-weight': BOLD_ROLES.has(role as TextRole) ? 'bold' : 'normal',
    },
  }));
  const faint = ['subtitle', 'note', 'size'].map((role) => `node.text-${role}`).join(', ');
  return [
    {
      selector: 'node.text',
      style: {
        width: 1,
        height: 1,
        shape: 'rectangle',
        'background-opacity': 0,
        'border-width': 0,
        label: 'data(label)',
        color: colors.text,
        'font-family': colors.fontFamily,
        'text-valign': 'center',
        'text-halign': 'center',
        'min-zoomed-font-size': 3,
        'z-index': 1500,
        events: 'no',
      },
    },
    ...roles,
    { selector: 'node.start', style: { 'text-halign': 'right' } },
    { selector: 'node.end', style: { 'text-halign': 'left' } },
    { selector: faint, style: { color: colors.muted } },
    // On the colours of heat fainter text would be too faint.
    { selector: 'node.text-subtitle.on-heat', style: { color: colors.text } },
    { selector: 'node.text-broken', style: { color: colors.error } },
    { selector: 'node.text-condition', style: { color: colors.warning } },
  ];
}

/** What differs in a comparison. */
function changeStyle({ changes }: ThemeColors): Rule[] {
  const rules = Object.entries(changes).flatMap(([type, color]): Rule[] => [
    { selector: `node.item.change-${type}`, style: { 'border-color': color, 'border-width': 2 } },
    { selector: `node.text-mark.change-${type}`, style: { color } },
    { selector: `edge.change-${type}`, style: { 'line-color': color, 'target-arrow-color': color } },
  ]);
  return [
    ...rules,
    {
      selector: 'node.item.change-removed, node.card.change-removed',
      style: { 'border-style': 'dashed', 'background-opacity': 0.35 },
    },
    { selector: 'node.text.change-removed', style: { 'text-opacity': 0.7 } },
    { selector: 'node.text-mark.change-removed', style: { 'text-opacity': 1 } },
    {
      // Under what took its place, which may run along the same way.
      selector: 'edge.change-removed',
      style: { 'line-style': 'dashed', 'line-dash-pattern': [5, 4], 'z-index': 499 },
    },
  ];
}

function stateStyle(colors: ThemeColors): Rule[] {
  return [
    { selector: 'node.item.caret', style: { 'border-color': colors.caret, 'border-width': 2 } },
    // The caret must not hide that something is wrong.
    { selector: 'node.item.caret.wrong', style: { 'border-color': colors.error, 'border-width': 3 } },
    {
      selector: 'node.item.marked',
      style: {
        'outline-color': colors.found,
        'outline-width': 2,
        'outline-offset': 1,
        'outline-style': 'dashed',
      },
    },
    {
      selector: 'node.item.chosen',
      style: {
        'outline-color': colors.selection,
        'outline-width': 2,
        'outline-offset': 2,
        'outline-style': 'solid',
      },
    },
    { selector: 'edge.chosen', style: { width: 2.2 } },
  ];
}
