/** The colours of VS Code's own themes that the pages use, as it writes them into a webview's root. */
export interface WebviewTheme {
  /** What VS Code puts into the body's class. */
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}

const common = {
  '--vscode-font-family': "system-ui, 'Ubuntu', 'Droid Sans', sans-serif",
  '--vscode-font-size': '13px',
};

const charts = {
  light: {
    red: '#e51400',
    blue: '#1a85ff',
    yellow: '#bf8803',
    orange: '#ea5c0055',
    green: '#388a34',
    purple: '#652d90',
  },
  dark: {
    red: '#f14c4c',
    blue: '#3794ff',
    yellow: '#cca700',
    orange: '#ea5c0055',
    green: '#89d185',
    purple: '#b180d7',
  },
};

function chartVariables(colors: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(colors).map(([name, color]) => [`--vscode-charts-${name}`, color]),
  );
}

export const WEBVIEW_THEMES: Readonly<
  Record<'light' | 'dark' | 'highContrast' | 'highContrastLight', WebviewTheme>
> = {
  light: {
    bodyClass: 'vscode-light',
    variables: {
      ...common,
      ...chartVariables(charts.light),
      '--vscode-foreground': '#3b3b3b',
      '--vscode-descriptionForeground': '#3b3b3b',
      '--vscode-errorForeground': '#f85149',
      '--vscode-editor-background': '#ffffff',
      '--vscode-editorCursor-foreground': '#005fb8',
      '--vscode-focusBorder': '#005fb8',
      '--vscode-panel-border': '#e5e5e5',
      '--vscode-toolbar-hoverBackground': '#b8b8b850',
      '--vscode-inputOption-activeBackground': '#bed6ed',
      '--vscode-inputOption-activeBorder': '#005fb8',
      '--vscode-inputOption-activeForeground': '#000000',
      '--vscode-inputValidation-errorBackground': '#f2dede',
      '--vscode-inputValidation-errorBorder': '#be1100',
      '--vscode-editorHoverWidget-background': '#f8f8f8',
      '--vscode-editorHoverWidget-foreground': '#3b3b3b',
      '--vscode-editorHoverWidget-border': '#c8c8c8',
      '--vscode-button-background': '#005fb8',
      '--vscode-button-foreground': '#ffffff',
      '--vscode-button-hoverBackground': '#0258a8',
      '--vscode-widget-shadow': '#00000029',
    },
  },
  dark: {
    bodyClass: 'vscode-dark',
    variables: {
      ...common,
      ...chartVariables(charts.dark),
      '--vscode-foreground': '#cccccc',
      '--vscode-descriptionForeground': '#9d9d9d',
      '--vscode-errorForeground': '#f85149',
      '--vscode-editor-background': '#1f1f1f',
      '--vscode-editorCursor-foreground': '#aeafad',
      '--vscode-focusBorder': '#0078d4',
      '--vscode-panel-border': '#2b2b2b',
      '--vscode-toolbar-hoverBackground': '#5a5d5e50',
      '--vscode-inputOption-activeBackground': '#2489db82',
      '--vscode-inputOption-activeBorder': '#2488db',
      '--vscode-inputOption-activeForeground': '#ffffff',
      '--vscode-inputValidation-errorBackground': '#5a1d1d',
      '--vscode-inputValidation-errorBorder': '#be1100',
      '--vscode-editorHoverWidget-background': '#202020',
      '--vscode-editorHoverWidget-foreground': '#cccccc',
      '--vscode-editorHoverWidget-border': '#454545',
      '--vscode-button-background': '#0078d4',
      '--vscode-button-foreground': '#ffffff',
      '--vscode-button-hoverBackground': '#026ec1',
      '--vscode-widget-shadow': '#0000005c',
    },
  },
  highContrast: {
    bodyClass: 'vscode-high-contrast',
    variables: {
      ...common,
      ...chartVariables(charts.dark),
      '--vscode-foreground': '#ffffff',
      '--vscode-descriptionForeground': '#ffffffb3',
      '--vscode-errorForeground': '#f48771',
      '--vscode-editor-background': '#000000',
      '--vscode-editorCursor-foreground': '#ffffff',
      '--vscode-focusBorder': '#f38518',
      '--vscode-contrastBorder': '#6fc3df',
      '--vscode-contrastActiveBorder': '#f38518',
      '--vscode-panel-border': '#6fc3df',
      '--vscode-inputOption-activeBackground': '#00000000',
      '--vscode-inputOption-activeBorder': '#6fc3df',
      '--vscode-inputValidation-errorBackground': '#000000',
      '--vscode-inputValidation-errorBorder': '#6fc3df',
      '--vscode-editorHoverWidget-background': '#0c141f',
      '--vscode-editorHoverWidget-foreground': '#ffffff',
      '--vscode-editorHoverWidget-border': '#6fc3df',
      '--vscode-button-background': '#000000',
      '--vscode-button-foreground': '#ffffff',
      '--vscode-button-border': '#6fc3df',
    },
  },
  highContrastLight: {
    bodyClass: 'vscode-high-contrast vscode-high-contrast-light',
    variables: {
      ...common,
      ...chartVariables(charts.light),
      '--vscode-foreground': '#292929',
      '--vscode-descriptionForeground': '#292929b3',
      '--vscode-errorForeground': '#b5200d',
      '--vscode-editor-background': '#ffffff',
      '--vscode-editorCursor-foreground': '#0f4a85',
      '--vscode-focusBorder': '#006bbd',
      '--vscode-contrastBorder': '#0f4a85',
      '--vscode-contrastActiveBorder': '#006bbd',
      '--vscode-panel-border': '#0f4a85',
      '--vscode-inputOption-activeBackground': '#00000000',
      '--vscode-inputOption-activeBorder': '#0f4a85',
      '--vscode-inputValidation-errorBackground': '#ffffff',
      '--vscode-inputValidation-errorBorder': '#0f4a85',
      '--vscode-editorHoverWidget-background': '#ffffff',
      '--vscode-editorHoverWidget-foreground': '#292929',
      '--vscode-editorHoverWidget-border': '#0f4a85',
      '--vscode-button-background': '#0f4a85',
      '--vscode-button-foreground': '#ffffff',
    },
  },
};
