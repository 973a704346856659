import { afterEach, expect } from 'vitest';
import type { FromGraph } from '../../src/protocol/graph.ts';
import { type GraphHarness, startGraph } from './graphHarness.ts';

/**
 * For a file of tests: opens the page, and after each test closes it. Whatever else a test shows, the page kept to
 * its policy and made no mistake.
 */
export function graphOfEachTest(): (size?: { width?: number; height?: number }) => Promise<GraphHarness> {
  let graph: GraphHarness | null = null;
  afterEach(async () => {
    const said = graph?.said ?? [];
    await graph?.close();
    graph = null;
    expect(said.filter(({ type }) => type === 'pageError')).toEqual([]);
  });
  return async (size = {}) => {
    graph = await startGraph(size);
    return graph;
  };
}

/** What the page said last of a type. */
export function last<T extends FromGraph['type']>(
  page: GraphHarness,
  type: T,
): Extract<FromGraph, { type: T }> | undefined {
  return page.said
    .filter((message): message is Extract<FromGraph, { type: T }> => message.type === type)
    .at(-1);
}

export async function press(page: GraphHarness, name: string): Promise<void> {
  await page.page.getByRole('button', { name, exact: true }).click();
  await page.settle();
}

export async function click(page: GraphHarness, id: string, clickCount = 1): Promise<void> {
  const { x, y } = await page.spot(id);
  await page.page.mouse.click(x, y, { clickCount });
  await page.settle();
}

/** Node → open, closed, or a leaf. */
export function states(page: GraphHarness): Record<string, string> {
  return Object.fromEntries(page.drawing().nodes.map(({ id, state }) => [id, state]));
}

/** What is said of the selected node. */
export function selected(page: GraphHarness): Promise<string | null> {
  return page.page.locator('[role=treeitem][aria-selected=true]').getAttribute('aria-label');
}
