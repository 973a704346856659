import { createHash } from 'node:crypto';
import type { BuiltSpec, ExportSource } from '../core/export/exportText.ts';
import { GRAPH_WORDS } from '../protocol/graphWords.ts';
import type { SpecText, StandaloneSpec } from '../protocol/standaloneSpec.ts';

/** The page that shows the drawing: one script and one style sheet. */
export interface StandalonePage {
  readonly script: string;
  readonly style: string;
}

/**
 * The drawing as one file that needs no server and no network: the page, and the spec that it draws. Its policy
 * lets run what it was written with, known by hash, and nothing else.
 */
export function standaloneHtml(source: ExportSource, { script, style }: StandalonePage): string {
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const { model, name } = source;
  const title = [model.name, model.variant ?? ''].filter((word) => word !== '').join(' · ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${attribute(title === '' ? name : title)}</title>
<style>${style}</style>
</head>
<body>
<main id="app" data-words="${attribute(JSON.stringify(GRAPH_WORDS))}" data-spec="${attribute(JSON.stringify(specOf(source)))}"></main>
<script>${script}</script>
</body>
</html>
`;
}

function specOf(source: ExportSource): StandaloneSpec {
  // Written out, so that equal views give equal files.
  const { level, toggled, direction = 'down', twin = false } = source.view;
  return {
    spec: textOf(source),
    view: { level, toggled: { ...toggled }, direction, twin },
    before: source.before === null ? null : textOf(source.before),
  };
}

function textOf({ name, analysis }: BuiltSpec): SpecText {
  const { variant = null, set = {} } = analysis.options;
  return { name, text: analysis.text, variant, set: { ...set } };
}

/** As a browser computes it: of what stands between the tags. */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function attribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
