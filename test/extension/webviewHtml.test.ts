import { expect, it } from 'vitest';
import { newNonce, webviewHtml } from '../../src/extension/webviewHtml.ts';

const PAGE = {
  cspSource: 'https://source',
  script: 'https://source/a.js',
  style: 'https://source/a.css',
  title: '<b>',
  language: 'en',
  words: { stop: '"Stop" & <b>' },
  nonce: 'NONCE',
  allowInlineStyles: false,
};

function policyOf(html: string): string {
  return /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
}

it('lets a page load its own script and style and nothing else', () => {
  const policy = policyOf(webviewHtml(PAGE));
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'nonce-NONCE';");
  expect(policy).not.toContain('unsafe');
  expect(policyOf(webviewHtml({ ...PAGE, allowInlineStyles: true }))).toContain(
    "style-src https://source 'unsafe-inline'",
  );
});

it('writes no word into the page as markup', () => {
  expect(webviewHtml(PAGE)).toContain('<title>&lt;b&gt;</title>');
  const words = '{&quot;stop&quot;:&quot;\\&quot;Stop\\&quot; &amp; &lt;b&gt;&quot;}';
  expect(webviewHtml(PAGE)).toContain(`data-words="${words}"`);
});

it('has a new nonce for each page', () => {
  expect(newNonce()).not.toBe(newNonce());
  expect(newNonce().length).toBeGreaterThanOrEqual(16);
});
