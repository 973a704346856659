import type { DrawnChange } from '../../src/core/drawing/drawing.ts';
import { STAGE_COLOURS } from './drawnElements.ts';
import { HEAT_STEPS } from './shownDrawing.ts';

/** Colours of the editor's theme, resolved to what a canvas understands. */
export interface ThemeColors {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly fill: string;
  readonly border: string;
  readonly frameFill: string;
  readonly frameBorder: string;
  readonly error: string;
  readonly errorFill: string;
  readonly warning: string;
  readonly selection: string;
  readonly found: string;
  readonly changes: Readonly<Record<DrawnChange, string>>;
  readonly caret: string;
  readonly buttonFill: string;
  readonly buttonText: string;
  readonly stageFills: readonly string[];
  readonly stageBorders: readonly string[];
  /** By the steps of the scale, from nothing on. */
  readonly heatFills: readonly string[];
  readonly heatBorders: readonly string[];
  readonly isHighContrast: boolean;
  readonly fontFamily: string;
}

/**
 * Reads them through elements that the style sheet colours, since a canvas knows no CSS variables; and
 * through a pixel, since Cytoscape knows no `color(srgb …)`, which mixed colours compute to.
 */
export function readThemeColors(probes: HTMLElement): ThemeColors {
  const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const color = (name: string): string => {
    const probe = document.createElement('span');
    probe.className = `probe probe-${name}`;
    probes.append(probe);
    const computed = getComputedStyle(probe).color;
    probe.remove();
    return pixel === null ? computed : plainColor(pixel, computed);
  };
  const heats = Array.from({ length: HEAT_STEPS + 1 }, (_, step) => step);
  const stages = Array.from({ length: STAGE_COLOURS }, (_, at) => at);
  return {
    text: color('text'),
    muted: color('muted'),
    line: color('line'),
    fill: color('fill'),
    border: color('border'),
    frameFill: color('frame-fill'),
    frameBorder: color('frame-border'),
    error: color('error'),
    errorFill: color('error-fill'),
    warning: color('warning'),
    selection: color('selection'),
    found: color('found'),
    changes: {
      added: color('added'),
      removed: color('removed'),
      changed: color('changed'),
      reshaped: color('reshaped'),
    },
    caret: color('caret'),
    buttonFill: color('button-fill'),
    buttonText: color('button-text'),
    stageFills: stages.map((at) => color(`stage${at}-fill`)),
    stageBorders: stages.map((at) => color(`stage${at}-border`)),
    heatFills: heats.map((step) => color(`heat${step}-fill`)),
    heatBorders: heats.map((step) => color(`heat${step}-border`)),
    isHighContrast: document.body.classList.contains('vscode-high-contrast'),
    fontFamily: getComputedStyle(probes).fontFamily,
  };
}

function plainColor(pixel: CanvasRenderingContext2D, computed: string): string {
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = computed;
  pixel.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = pixel.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}
