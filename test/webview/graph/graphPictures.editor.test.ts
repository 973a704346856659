import { describe, it } from 'vitest';
import { exampleText } from '../../support/exampleSpecs.ts';
import { graphOfEachTest, press } from '../../support/graphSteps.ts';
import { THEMES } from '../../support/webviewThemes.ts';

const resnet34 = exampleText('resnet-imagenet-basic');
const open = graphOfEachTest();

describe('pictures', () => {
  it.each(THEMES)('in the theme %s', async (theme) => {
    const page = await open({ width: 620, height: 900 });
    await page.setTheme(theme);
    await page.type(resnet34);
    await page.screenshot(`stages-${theme}`);
    await press(page, 'Blocks');
    await page.screenshot(`blocks-${theme}`);
    await page.type(exampleText('resnet-imagenet-basic').replace('shortcut: B', 'shortcut: identity'));
    await page.screenshot(`misfit-${theme}`);
    await page.type('layers: [');
    await page.screenshot(`broken-${theme}`);
  });

  it.each([
    'three-in-three-out',
    'plain-and-residual-twin',
    'resnet-imagenet-bottleneck',
    'preactivation-cifar10',
  ])('of %s', async (name) => {
    const page = await open({ width: 1100, height: 1100 });
    await page.type(exampleText(name));
    await press(page, 'Fit');
    await page.screenshot(`${name}-stages`);
    for (const level of ['Blocks', 'Ops']) {
      await press(page, level);
      await page.screenshot(`${name}-${level.toLowerCase()}`);
    }
  });
});
