import { HEAT_STEPS } from './shownDrawing.ts';
import type { ThemeColors } from './themeColors.ts';

interface HeatRule {
  readonly selector: string;
  readonly style: Readonly<Record<string, string | number>>;
}

/** How a box looks that has a step of the scale in place of its stage's colour. */
export function heatStyle({
  heatFills,
  heatBorders,
  isHighContrast,
  frameFill,
  frameBorder,
}: ThemeColors): HeatRule[] {
  const steps = Array.from({ length: HEAT_STEPS + 1 }, (_, step): HeatRule => {
    const colors = { 'background-color': heatFills[step] ?? '', 'border-color': heatBorders[step] ?? '' };
    // Where nothing is filled, the border says how much it is.
    const width = isHighContrast ? { 'border-width': Math.max(1, step) } : {};
    return { selector: `node.heat${step}`, style: { ...colors, ...width } };
  });
  const frame = { 'background-color': frameFill, 'border-color': frameBorder };
  return [...steps, { selector: 'node.frame.heat0', style: frame }];
}
