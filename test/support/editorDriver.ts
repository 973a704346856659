import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsoleMessage, Frame, Locator, Page } from 'playwright-core';
import { readSquiggles, type Squiggle } from './readSquiggles.ts';

const screenshots = join(import.meta.dirname, '../../test-results/screenshots');
const modifier = process.platform === 'darwin' ? 'Meta' : 'Control';

/**
 * Errors of VS Code itself, with or without this extension: a module that its free builds do not carry, and
 * services that it waits for. What it passes on from extensions is not among them.
 */
function isOwnNoise(text: string, url: string): boolean {
  if (url.includes('/node_modules/vsda/')) return true;
  return url.includes('/workbench/workbench.js') && !/Extension Host|resnet/i.test(text);
}

/**
 * Drives a VS Code in a browser page as a person would: keys, mouse, and what can be seen. Lines and columns
 * count from 1, as the editor shows them.
 */
export class EditorDriver {
  readonly page: Page;
  /** What pages wrote to the console at error level, content security policies apart. */
  readonly consoleErrors: string[] = [];
  /** What a content security policy refused, in the page or in a webview. */
  readonly policyViolations: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('console', (message) => {
      this.#collect(message);
    });
    page.on('pageerror', (error) => {
      this.consoleErrors.push(String(error));
    });
  }

  #collect(message: ConsoleMessage): void {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    const text = message.text();
    const { url } = message.location();
    if (/content security policy/i.test(text)) this.policyViolations.push(text);
    else if (message.type() === 'error' && !isOwnNoise(text, url))
      this.consoleErrors.push(`${text} (${url})`);
  }

  /** Opens the editor's address and waits until it can be used. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    await this.page.locator('.explorer-folders-view, .editor-group-container').first().waitFor();
  }

  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys.replace('Mod', modifier));
  }

  /** Types key by key, as a person does. */
  async type(text: string, delayMs = 5): Promise<void> {
    await this.page.keyboard.type(text, { delay: delayMs });
  }

  /** Inserts text at once, through the clipboard. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await this.press('Mod+V');
  }

  /** Opens a file of the workspace by its name and gives its editor the focus. */
  async openFile(name: string): Promise<void> {
    await this.quickInput('Mod+P', name, (row) => row.filter({ hasText: name }));
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.activeEditor().locator('.view-line').first().waitFor();
    await this.focusEditor();
  }

  /** Runs a command by its title in the command palette, such as "ResNet Designer: Train". */
  async runCommand(title: string): Promise<void> {
    await this.quickInput('F1', `>${title}`, (row) => row.filter({ hasText: title }));
  }

  /**
   * Fills the box that some keys open, and takes the row that Enter takes, once that one fits: before, the list may
   * still be that of the empty box. It is made when the box opens, and on a busy machine that may be before the
   * extension's commands are known: then it is opened again.
   */
  private async quickInput(keys: string, text: string, pick: (rows: Locator) => Locator): Promise<void> {
    const box = this.page.locator('.quick-input-widget:visible input.input');
    const row = pick(this.page.locator('.quick-input-list .monaco-list-row.focused'));
    for (let attempt = 1; ; attempt += 1) {
      await this.press(keys);
      try {
        // A box that something else closes at that moment takes no text any more.
        await box.fill(text, { timeout: 10_000 });
        await row.waitFor({ timeout: 10_000 });
        break;
      } catch (error) {
        if (attempt === 3) throw error;
        await this.press('Escape');
      }
    }
    await this.press('Enter');
    // What a command asks next is asked in the same box: an answer given before would be typed into this list.
    await row.waitFor({ state: 'hidden' });
  }

  /** Answers the question that a command asks in the box at the top. */
  async answer(text: string): Promise<void> {
    const box = this.page.locator('.quick-input-widget:visible input.input');
    await box.waitFor();
    await box.fill(text);
    await this.press('Enter');
  }

  activeEditor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor[role="code"]').first();
  }

  async focusEditor(): Promise<void> {
    await this.page.keyboard.press('F1');
    const box = this.page.locator('.quick-input-widget:visible input.input');
    await box.fill('>View: Focus Active Editor Group');
    await this.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await this.press('Enter');
    await box.waitFor({ state: 'hidden' });
  }

  /** Puts the caret somewhere. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.answerTo('Mod+G', `:${line}:${column}`);
  }

  private async answerTo(keys: string, text: string): Promise<void> {
    await this.press(keys);
    await this.answer(text);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Selects the text from a column up to another one on a line and types over it. */
  async replaceOnLine(line: number, from: number, to: number, text: string): Promise<void> {
    await this.goTo(line, from);
    for (let column = from; column < to; column += 1) await this.press('Shift+ArrowRight');
    await this.type(text);
  }

  /** The whole text of the active editor, saved or not. */
  async text(): Promise<string> {
    await this.press('Mod+A');
    await this.press('Mod+C');
    await sleep(200);
    return await this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  /** Puts a text in the place of everything in the active editor. */
  async replaceAll(text: string): Promise<void> {
    await this.press('Mod+A');
    await this.paste(text);
  }

  async save(): Promise<void> {
    await this.press('Mod+S');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  }

  /** The errors and warnings underlined in the part of the active editor that is in view. */
  squiggles(): Promise<Squiggle[]> {
    return readSquiggles(this.activeEditor());
  }

  /** What hovering over the caret's place shows. */
  async hover(): Promise<string> {
    await this.press('Mod+K');
    await this.press('Mod+I');
    const hover = this.page.locator('.monaco-hover:visible .hover-contents');
    await hover.first().waitFor();
    const texts = await hover.allInnerTexts();
    await this.press('Escape');
    return texts.join('\n').replaceAll('\u00a0', ' ');
  }

  /** Opens the quick fixes at the caret and says their titles; Escape closes them. */
  async quickFixes(): Promise<string[]> {
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    for (let attempt = 1; ; attempt += 1) {
      await this.press('Mod+.');
      try {
        await rows.first().waitFor({ timeout: 10_000 });
        break;
      } catch (error) {
        // Keys that come while a list of suggestions closes are lost.
        if (attempt === 3) throw error;
        await this.press('Escape');
      }
    }
    return (await rows.allInnerTexts()).map((text) => text.replaceAll('\u00a0', ' ').trim());
  }

  /** Opens the quick fixes at the caret and takes the one whose title holds the text. */
  async applyQuickFix(title: string): Promise<void> {
    await this.quickFixes();
    await this.page.locator('.action-widget .monaco-list-row.action', { hasText: title }).first().click();
  }

  /** The webview frame that holds an element of the selector, once there is one. */
  async frameWith(selector: string, timeoutMs = 20_000): Promise<Frame> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      for (const frame of this.page.frames()) {
        if (frame === this.page.mainFrame()) continue;
        // A frame may vanish while it is asked.
        const count = await frame
          .locator(selector)
          .count()
          .catch(() => 0);
        if (count > 0) return frame;
      }
      if (Date.now() > deadline) throw new Error(`No webview holds ${selector} after ${timeoutMs} ms.`);
      await sleep(100);
    }
  }

  /** The text of the notifications in view. */
  async notifications(): Promise<string[]> {
    return this.page.locator('.notification-list-item-message').allInnerTexts();
  }

  /** Writes a picture of the whole window into the folder of test results and gives its path. */
  async screenshot(name: string): Promise<string> {
    mkdirSync(screenshots, { recursive: true });
    const path = join(screenshots, `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }
}
