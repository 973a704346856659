import { randomBytes } from 'node:crypto';

export interface WebviewPage {
  /** The webview's own source, as `Webview.cspSource`. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  readonly title: string;
  /** The editor's, as in `vscode.env.language`. */
  readonly language: string;
  /** What the page says, in that language. */
  readonly words: Readonly<Record<string, string>>;
  readonly nonce: string;
  /** For a page whose library writes style attributes into its markup. */
  readonly allowInlineStyles: boolean;
}

export function newNonce(): string {
  return randomBytes(18).toString('base64');
}

/**
 * The page of a panel: one script by nonce, one style sheet, nothing else. Workers are one-file bundles that the
 * page fetches and starts from a blob.
 */
export function webviewHtml(page: WebviewPage): string {
  return `<!DOCTYPE html>
<html lang="${escapeHtml(page.language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(contentSecurityPolicy(page))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeHtml(page.style)}">
<title>${escapeHtml(page.title)}</title>
</head>
<body>
<main id="app" data-words="${escapeHtml(JSON.stringify(page.words))}"></main>
<script nonce="${page.nonce}" src="${escapeHtml(page.script)}"></script>
</body>
</html>`;
}

function contentSecurityPolicy({ cspSource, nonce, allowInlineStyles }: WebviewPage): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}${allowInlineStyles ? " 'unsafe-inline'" : ''}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data: blob:`,
    'worker-src blob:',
    `connect-src ${cspSource}`,
  ].join('; ');
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
