import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';

let editor: RealEditor;

beforeAll(async () => {
  editor = await startRealEditor({ files: { 'net.resnet.yaml': 'examples/resnet20-digits.resnet.yaml' } });
  await editor.driver.openFile('net.resnet.yaml');
  await editor.driver.runCommand('ResNet Designer: Open Graph');
});

afterAll(async () => {
  await editor.dispose();
});

test('the graph panel works within its own content security policy', async () => {
  const { driver } = editor;
  const frame = await driver.frameWith('canvas');
  const policy = await frame.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toMatch(/default-src 'none'/);
  expect(policy).toMatch(/script-src 'nonce-[^']+';/);
  // The one host is where VS Code itself serves a webview's own files from.
  expect(policy?.replaceAll('https://*.vscode-cdn.net', '')).not.toMatch(/unsafe-eval|https?:|\*/);
  expect(driver.policyViolations).toEqual([]);
  expect(driver.consoleErrors).toEqual([]);
});

test('what the policy forbids is refused, and the tests see it', async () => {
  const { driver } = editor;
  const frame = await driver.frameWith('canvas');
  await frame.evaluate("void (new Image().src = 'https://127.0.0.1:9/picture.png')");
  await expect.poll(() => driver.policyViolations.join('\n')).toMatch(/img-src|default-src/);
});
