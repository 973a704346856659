import type { Frame, Page } from 'playwright-core';

/** Presses a tool of the graph page, in the menu at the row's end where that is too narrow for it. */
export async function pressTool(page: Page | Frame, name: string): Promise<void> {
  const toolbar = page.locator('.toolbar');
  const tool = toolbar.getByRole('button', { name, exact: true });
  if (await tool.isVisible()) {
    await tool.click();
    return;
  }
  await toolbar.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}
