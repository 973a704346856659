import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, NodeResult, Result, RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import { CONTRAST_SCRIPT } from './contrast.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LEAST_CONTRAST = 4.5;

/** Everything that WCAG 2.0 to 2.2 ask for at A and AA, and what is good practice beside it. */
const options: RunOptions = {
  runOnly: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
  resultTypes: ['violations', 'incomplete'],
};

/**
 * What axe finds wrong in a page as it is now, a line for each element: the rule, where, and why. What it leaves open
 * counts as wrong, too, but for contrasts: those are measured here then. It is put in from outside, so that the
 * page's policy stays as it is.
 */
export async function accessibilityFaults(page: Page | Frame): Promise<string[]> {
  await page.evaluate(source);
  await page.evaluate(CONTRAST_SCRIPT);
  const { violations, incomplete } = await page.evaluate<AxeResults>(
    `axe.run(document, ${JSON.stringify(options)})`,
  );
  const faults = violations.flatMap((rule) => rule.nodes.map((node) => told(rule, node)));
  for (const rule of incomplete) {
    for (const node of rule.nodes) {
      const contrast = rule.id === 'color-contrast' ? await contrastOf(page, node) : 0;
      if (contrast < LEAST_CONTRAST) faults.push(`${told(rule, node)} (${contrast.toFixed(2)})`);
    }
  }
  return faults;
}

function contrastOf(page: Page | Frame, { target }: NodeResult): Promise<number> {
  const selector = JSON.stringify(target.join(' '));
  return page.evaluate<number>(`resnetContrast.ofText(document.querySelector(${selector}))`);
}

function told({ id }: Result, { target, any, all, none }: NodeResult): string {
  const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
  return `${id}: ${target.join(' ')}: ${why}`;
}
