import { afterEach, expect, it } from 'vitest';
import { exampleText } from '../../support/exampleSpecs.ts';
import { type GraphHarness, startGraph } from '../../support/graphHarness.ts';

let graph: GraphHarness | null = null;

afterEach(async () => {
  const said = graph?.said ?? [];
  await graph?.close();
  graph = null;
  expect(said.filter(({ type }) => type === 'pageError')).toEqual([]);
});

const RESNET50 = exampleText('resnet-imagenet-bottleneck');

async function open(text: string, width = 1100): Promise<GraphHarness> {
  graph = await startGraph({ width });
  await graph.type(text);
  await press(graph, 'Table');
  return graph;
}

async function press(table: GraphHarness, name: string): Promise<void> {
  await table.page.getByRole('button', { name, exact: true }).click();
  await table.settle();
}

async function sortBy(table: GraphHarness, title: string): Promise<string | null> {
  const header = table.page.getByRole('columnheader', { name: title });
  await header.click();
  return header.getAttribute('aria-sort');
}

async function filter(table: GraphHarness, text: string): Promise<void> {
  await table.page.getByRole('searchbox', { name: 'Path, kind or shape' }).fill(text);
}

const plain = (text: string): string => text.replaceAll('\u202f', ' ').replaceAll('\n', '');

/** The texts of a column in the rows that are made, in their order. */
async function column(table: GraphHarness, name: string): Promise<string[]> {
  return (await table.page.locator(`.op-rows .op-${name}`).allInnerTexts()).map(plain);
}

/** The rows below, without what is empty. */
async function totals(table: GraphHarness): Promise<string[][]> {
  const rows = await table.page.locator('.op-total').all();
  const cells = await Promise.all(rows.map((row) => row.locator('.op-cell').allInnerTexts()));
  return cells.map((texts) => texts.map(plain).filter((text) => text !== ''));
}

async function active(table: GraphHarness): Promise<string> {
  const id = await table.page.getByRole('grid').getAttribute('aria-activedescendant');
  return plain(await table.page.locator(`#${id}`).innerText());
}

const selectedNode = (table: GraphHarness): Promise<string | null> =>
  table.page.locator('[role=treeitem][aria-selected=true]').getAttribute('aria-label');

it('has the figures of ResNet-50 that others count, and sums them', async () => {
  const table = await open(RESNET50, 1600);
  // 25,557,032 parameters and 53,120 statistics are those of the model that PyTorch ships; 3.8 · 10⁹ the paper's Table 1.
  const [all = []] = await totals(table);
  expect(all.slice(0, 3)).toEqual(['All 174 ops', '25 557 032', '53 120']);
  expect(Number(all[3]?.replaceAll(' ', '')) / 1e9).toBeCloseTo(3.86, 2);
  await filter(table, 'dense');
  // 2048·1000 weights and 1000 biases; 1000 outputs of 4 bytes.
  expect(await totals(table)).toEqual([['1 of 174 ops', '2 049 000', '2 048 000', '3.91'], all]);
  await filter(table, '3x3 conv conv4_x');
  // Six of 256·256·9 in Table 1, the five equal ones in one row.
  expect(await column(table, 'times')).toEqual(['', '×5']);
  expect((await totals(table))[0]?.slice(0, 2)).toEqual(['6 of 174 ops', '3 538 944']);
  await filter(table, 'no such op');
  expect(await table.page.locator('.op-note').innerText()).toBe('No op fits this.');
});

it('is sorted by a click or the keyboard on a title, and says so', async () => {
  const table = await open(RESNET50, 1600);
  expect(await sortBy(table, 'Multiply-adds')).toBe('descending');
  // 112²·64·7²·3, more than 56²·64·64·3².
  expect((await column(table, 'macs'))[0]).toBe('118 013 952');
  expect((await column(table, 'path'))[0]).toBe('conv1');
  expect(await sortBy(table, 'Multiply-adds')).toBe('ascending');
  expect((await column(table, 'macs'))[0]).toBe('');
  expect(await sortBy(table, 'Multiply-adds')).toBe('none');
  await table.page.getByRole('grid').focus();
  await table.page.keyboard.press('Control+Home');
  await table.page.keyboard.press('End');
  expect(await active(table)).toBe('Sees, pixels');
  await table.page.keyboard.press('Enter');
  expect(await active(table)).toContain('Sees, pixels');
  const header = table.page.getByRole('columnheader', { name: 'Sees, pixels' });
  expect(await header.getAttribute('aria-sort')).toBe('descending');
  // Behind the last pool everything is seen; of the maps the last sees 483 pixels, and 2·32 less a block before.
  expect((await column(table, 'sees')).slice(0, 3)).toEqual(['all', 'all', '419×419 – 483×483']);
  await table.page.keyboard.press('Control+End');
  expect(await active(table)).toBe('');
  await table.page.keyboard.press('Home');
  expect(await active(table)).toBe('All 174 ops');
  await table.page.keyboard.press('Escape');
  expect(await table.page.evaluate('document.activeElement.getAttribute("role")')).toBe('tree');
});

it('leads to the drawing and to the text, and back', async () => {
  const table = await open(RESNET50);
  await table.page.locator('.op-rows .op-path', { hasText: 'conv2_x.2–3' }).first().click();
  expect(await selectedNode(table)).toContain('conv2_x');
  const goto = table.said.findLast((message) => message.type === 'goto');
  if (goto?.type !== 'goto') throw new Error('the page said nothing');
  expect(RESNET50.slice(goto.start, goto.end)).toMatch(/^stage: \{.*name: conv2_x|^stage: /s);
  expect(goto.focus).toBe(false);
  // What the drawing selects comes into view, and only that is marked.
  const spot = await table.spot('conv5_x');
  await table.page.mouse.click(spot.x, spot.y);
  await table.settle();
  const marked = await table.page.locator('.op-row[aria-selected=true] .op-path').allInnerTexts();
  expect(marked.length).toBeGreaterThan(10);
  expect(marked.every((text) => plain(text).startsWith('conv5_x.'))).toBe(true);
  await table.page.locator('.op-row[aria-selected=true]').first().waitFor({ state: 'visible' });
  await table.screenshot('opTable');
});

it('goes through 4,207 rows and makes only those that are seen', async () => {
  const table = await open(
    exampleText('resnet-cifar10').replace('parameters: {n: 3}', 'parameters: {n: 200}'),
  );
  const grid = table.page.getByRole('grid');
  const folded = Number(await grid.getAttribute('aria-rowcount'));
  await press(table, 'Fold');
  // Titles, ops and the sum. 6·200 + 2 layers with weights, as the paper says of ResNet-1202.
  expect(await grid.getAttribute('aria-rowcount')).toBe(String(1 + 4207 + 1));
  expect(folded).toBeLessThan(100);
  expect(await table.page.locator('.op-rows .op-row').count()).toBeLessThan(80);
  await grid.focus();
  await table.page.keyboard.press('Control+End');
  await table.page.keyboard.press('ArrowUp');
  await table.page.keyboard.press('Home');
  expect(await active(table)).toBe('dense');
  const last = table.page.locator('.op-row[aria-rowindex="4208"]');
  expect(plain(await last.innerText())).toContain('dense');
  const steps = await table.page.evaluate<number[]>(SCROLL_THROUGH);
  // A frame has 16 ms; half of the steps and twice the time, since this machine may be busy.
  expect(steps.sort((a, b) => a - b)[30]).toBeLessThan(32);
  // The cell that the keyboard is on stays, out of sight.
  expect(await active(table)).toBe('dense');
  expect(await table.page.locator('.op-rows .op-row').count()).toBeLessThan(80);
});

/** Scrolls up by sixty notches of a wheel and gives the milliseconds that the page worked at each. */
const SCROLL_THROUGH = `new Promise((done) => {
  const grid = document.querySelector('[role=grid]');
  const worked = [];
  let step = 0;
  const next = () => {
    const start = performance.now();
    grid.scrollTop -= 100;
    grid.dispatchEvent(new Event('scroll'));
    worked.push(performance.now() - start);
    step += 1;
    if (step > 60) done(worked);
    else requestAnimationFrame(next);
  };
  next();
})`;

it('stays as it is over edits and a reload', async () => {
  const table = await open(RESNET50, 1600);
  await sortBy(table, 'Parameters');
  await filter(table, 'conv4_x');
  await press(table, 'Fold');
  await table.page.evaluate("document.querySelector('[role=grid]').scrollTop = 200");
  await table.settle();
  const before = { paths: await column(table, 'path'), totals: await totals(table) };
  await table.type(RESNET50.replace('dense: 1000', 'dense: 10'));
  expect(await column(table, 'path')).toEqual(before.paths);
  // 2049 values for each class less.
  expect((await totals(table))[1]?.[1]).toBe('23 528 522');
  await table.type(RESNET50);
  await table.reload();
  await table.settle();
  expect({ paths: await column(table, 'path'), totals: await totals(table) }).toEqual(before);
  const top = await table.page.evaluate<number>("document.querySelector('[role=grid]').scrollTop");
  expect(top).toBe(200);
  expect(await table.page.getByRole('columnheader', { name: 'Parameters' }).getAttribute('aria-sort')).toBe(
    'descending',
  );
  await filter(table, '');
  expect((await totals(table))[0]?.[1]).toBe('25 557 032');
});

it('is asked for only while it is open, and copies through the extension', async () => {
  graph = await startGraph({ width: 1100 });
  await graph.type(RESNET50);
  const asked = (): number => graph?.said.filter(({ type }) => type === 'ops').length ?? 0;
  expect(asked()).toBe(0);
  await press(graph, 'Table');
  expect(asked()).toBe(1);
  await graph.type(RESNET50.replace('dense: 1000', 'dense: 10'));
  expect(asked()).toBe(2);
  await press(graph, 'Copy Markdown');
  expect(graph.said.findLast(({ type }) => type === 'copyOps')).toEqual({
    type: 'copyOps',
    uri: 'file:///net.resnet.yaml',
    form: 'markdown',
  });
  expect(await graph.page.getByText('Copied').innerText()).toBe('Copied');
  // It is said for a moment, where it was asked for.
  await expect.poll(() => graph?.page.getByText('Copied').count(), { timeout: 5000 }).toBe(0);
  await press(graph, 'Table');
  await graph.type(RESNET50);
  expect(asked()).toBe(2);
});

it('shows expressions where a size is a symbol', async () => {
  const table = await open(
    'input: [H, W, 1]\nlayers:\n  - conv: {filters: 2, kernel: 1, bias: false}\n  - pool: global_average\n  - dense: 5\n',
    1600,
  );
  await sortBy(table, 'Multiply-adds');
  expect(await column(table, 'macs')).toEqual(['10', '', '2·H·W']);
  await filter(table, 'conv');
  expect((await totals(table))[0]).toEqual(['1 of 3 ops', '2', 'depends on the size', 'depends on the size']);
});

it('is a grid by its roles, in every theme', async () => {
  const table = await open(RESNET50, 1300);
  await table.page.locator('.op-rows .op-path').nth(7).click();
  await table.page.keyboard.press('ArrowRight');
  const faults = await table.page.evaluate<string[]>(GRID_FAULTS);
  expect(faults).toEqual([]);
  for (const theme of ['light', 'dark', 'highContrast', 'highContrastLight'] as const) {
    await table.setTheme(theme);
    await table.screenshot(`opTable-${theme}`);
  }
});

/** What WAI-ARIA asks of a grid that makes only some of its rows. */
const GRID_FAULTS = `(() => {
  const faults = [];
  const grid = document.querySelector('[role=grid]');
  const rows = [...grid.querySelectorAll('[role=row]')];
  const columns = Number(grid.getAttribute('aria-colcount'));
  if (!grid.getAttribute('aria-label')) faults.push('no name');
  if (document.getElementById(grid.getAttribute('aria-activedescendant')) === null) faults.push('no active cell');
  for (const row of rows) {
    if (row.parentElement.getAttribute('role') !== 'rowgroup') faults.push('a row outside of its group');
    const index = Number(row.getAttribute('aria-rowindex'));
    if (!(index >= 1 && index <= Number(grid.getAttribute('aria-rowcount')))) faults.push('row ' + index);
    const cells = [...row.children];
    if (cells.length !== columns) faults.push('row ' + index + ' has ' + cells.length + ' cells');
    cells.forEach((cell, at) => {
      if (!['columnheader', 'rowheader', 'gridcell'].includes(cell.getAttribute('role'))) faults.push('no cell');
      if (cell.getAttribute('aria-colindex') !== String(at + 1)) faults.push('column of ' + cell.id);
    });
  }
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  if (new Set(ids).size !== ids.length) faults.push('an id twice');
  return faults;
})()`;

it('its field and buttons stand in one row, in the width that the pane has at first and in a narrow panel', async () => {
  graph = await startGraph({ width: 1100 });
  await graph.type(RESNET50);
  await press(graph, 'Table');
  for (const width of [1100, 340]) {
    await graph.page.setViewportSize({ width, height: 800 });
    await graph.settle();
    await graph.screenshot(`op-table-bar-${width}`);
    const boxes = await graph.page.evaluate<{ top: number; right: number; cut: number }[]>(
      `[...document.querySelectorAll('.op-bar > :not(.unseen)')].map((each) => ({
        top: each.getBoundingClientRect().top,
        right: each.getBoundingClientRect().right,
        cut: each.scrollWidth - each.clientWidth,
      }))`,
    );
    expect(new Set(boxes.map(({ top }) => top)).size, String(width)).toBe(1);
    expect(boxes.map(({ cut }) => cut)).toEqual([0, 0, 0, 0]);
    expect(Math.max(...boxes.map(({ right }) => right))).toBeLessThanOrEqual(width);
  }
});
