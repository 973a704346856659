import { describe, expect, it } from 'vitest';
import { exampleText } from '../../support/exampleSpecs.ts';
import { graphOfEachTest, last, selected, states } from '../../support/graphSteps.ts';

const resnet20 = exampleText('resnet-cifar10');
const resnet34 = exampleText('resnet-imagenet-basic');
const open = graphOfEachTest();

describe('by keyboard', () => {
  it('arrows follow the lines, Enter opens, Escape leads out, plus and minus zoom', async () => {
    const page = await open();
    await page.type(resnet20);
    await page.page.locator('[role=tree]').focus();
    const key = async (...names: readonly string[]): Promise<void> => {
      for (const name of names) await page.page.keyboard.press(name);
      await page.settle();
    };
    await key('ArrowDown', 'ArrowDown', 'ArrowDown');
    expect(await selected(page)).toMatch(/^conv2_x/);
    await key('Enter');
    expect(states(page).conv2_x).toBe('open');
    await key('ArrowDown');
    expect(await selected(page)).toMatch(/^basic ×3/);
    await key('Escape');
    expect(await selected(page)).toMatch(/^conv2_x/);
    await key('ArrowUp');
    expect(await selected(page)).toMatch(/^3×3 conv/);
    await key('ArrowDown', 'Escape');
    const { zoom } = await page.spot('conv2_x');
    await key('+');
    expect((await page.spot('conv2_x')).zoom).toBeGreaterThan(zoom);
    await key('0');
    expect((await page.spot('conv2_x')).zoom).toBeCloseTo(1, 5);
    await key(' ');
    expect(last(page, 'goto')).toMatchObject({ focus: true });
  });

  it('the toolbar is reached with Tab, and everything in the drawing has words', async () => {
    const page = await open();
    await page.type(resnet34);
    await page.page.keyboard.press('Tab');
    expect(await page.page.evaluate('document.activeElement.textContent')).toBe('Stages');
    const labels = await page.page.evaluate<string[]>(
      "[...document.querySelectorAll('[role=treeitem]')].map((item) => item.ariaLabel)",
    );
    expect(labels).toHaveLength(page.drawing().nodes.length);
    // Three maps of 112·112·64 numbers of 4 bytes: before and after the norm, and after the ReLU.
    expect(labels).toContain(
      '7×7 conv, 64, /2, BN, ReLU, conv1, 224×224×3 → 112×112×64, 9,536 parameters, 118,013,952 multiply-adds, 9.2 MiB activations, sees 7×7',
    );
  });
});
