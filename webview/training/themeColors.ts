/** Colours of the editor's theme, resolved for a canvas. */
export interface ThemeColors {
  readonly text: string;
  readonly grid: string;
  readonly training: string;
  readonly test: string;
}

/** Reads them through an element that the style sheet colours, since a canvas knows no CSS variables. */
export function readThemeColors(probes: HTMLElement): ThemeColors {
  const color = (name: string): string => {
    const probe = document.createElement('span');
    probe.className = `probe-${name}`;
    probes.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  };
  return { text: color('text'), grid: color('grid'), training: color('training'), test: color('test') };
}
