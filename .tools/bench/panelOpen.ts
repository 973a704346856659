import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphSession } from '../../src/extension/graph/graphSession.ts';
import {
  DRAWING_REQUEST,
  type DrawingAnswer,
  type GraphView,
  type ToGraph,
} from '../../src/protocol/graph.ts';
import { EditorSide } from './editorSide.ts';
import { type Figure, percentile } from './figure.ts';
import type { BenchPage } from './graphPage.ts';
import { spelledOutSpec } from './spelledOutSpec.ts';

const KEYS = 40;
const WARM_UP = 10;

/** The panel without its window: it asks whenever the server says that there is something new. */
function openPanel(editor: EditorSide, view: GraphView, post: (message: ToGraph) => void): void {
  const session = new GraphSession({
    drawing: (uri, wanted, comparedWith) =>
      editor.request<DrawingAnswer | null>(DRAWING_REQUEST, { uri, view: wanted, comparedWith }),
    post,
    warn: (message) => {
      throw new Error(message);
    },
  });
  session.pageReady({ [editor.uri]: view });
  session.follow({ uri: editor.uri, name: 'net.resnet.yaml' });
  editor.onDrawingChanged(() => {
    session.documentChanged(editor.uri);
  });
}

/**
 * Milliseconds from a key to its diagnostics, the keys at ever other times after the diagnostics before: at some of
 * them the last drawing is still being made.
 */
async function typeKeys(editor: EditorSide): Promise<number[]> {
  const times: number[] = [];
  for (let key = 0; key < KEYS + WARM_UP; key++) {
    await new Promise((resume) => setTimeout(resume, (key * 7) % 50));
    const start = performance.now();
    await editor.pressKey();
    times.push(performance.now() - start);
  }
  return times.slice(WARM_UP);
}

/** All ops are open: what a key's diagnostics wait for the drawing. */
export async function keyFigures(root: string): Promise<Figure[]> {
  const family = readFileSync(join(root, 'examples/resnet-cifar10.resnet.yaml'), 'utf8');
  return [
    await keyFigure('ResNet-1202', await EditorSide.start(root, family, 'resnet1202')),
    await keyFigure('6,000 spelled-out lines', await EditorSide.start(root, spelledOutSpec(), null)),
  ];
}

async function keyFigure(name: string, editor: EditorSide): Promise<Figure> {
  try {
    const closed = await typeKeys(editor);
    openPanel(editor, { level: 'ops', toggled: {} }, () => {});
    const open = await typeKeys(editor);
    return {
      name: `${name}, ops in the panel: key to diagnostics`,
      unit: 'ms',
      p50: percentile(open, 0.5),
      p95: percentile(open, 0.95),
      goal: { on: 'ratio', atMost: 2 },
      yardstick: { name: 'the same with the panel closed', p50: percentile(closed, 0.5) },
    };
  } finally {
    await editor.close();
  }
}

const FOLLOWED = [
  { name: 'ResNet-20, blocks', file: 'resnet-cifar10', variant: 'resnet20', level: 'blocks' },
  { name: 'ResNet-50, blocks', file: 'resnet-imagenet-bottleneck', variant: 'resnet50', level: 'blocks' },
  { name: 'ResNet-50, ops', file: 'resnet-imagenet-bottleneck', variant: 'resnet50', level: 'ops' },
] as const;

/**
 * From a key's diagnostics until the drawing of that text is painted: what comes during one frame is to be seen with
 * the end of the next.
 */
export async function followFigures(root: string, page: BenchPage): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { name, file, variant, level } of FOLLOWED) {
    const text = readFileSync(join(root, `examples/${file}.resnet.yaml`), 'utf8');
    const editor = await EditorSide.start(root, text, variant);
    try {
      await page.open();
      const times = await follow(editor, page, { level, toggled: {} });
      const frame = percentile(await page.rest(), 0.5);
      figures.push({
        name: `${name}: diagnostics to painted drawing`,
        unit: 'ms',
        p50: percentile(times, 0.5),
        p95: percentile(times, 0.95),
        goal: { on: 'ratio', atMost: 2 },
        yardstick: { name: 'a frame of the same page at rest', p50: frame },
      });
    } finally {
      await editor.close();
    }
  }
  return figures;
}

async function follow(editor: EditorSide, page: BenchPage, view: GraphView): Promise<number[]> {
  let shown = (_version: number): void => {};
  openPanel(editor, view, (message) => {
    if (message.type !== 'show') return;
    void page.follow(message).then(() => {
      shown(message.version);
    });
  });
  const times: number[] = [];
  for (let key = 0; key < KEYS + WARM_UP; key++) {
    const painted = new Promise<void>((done) => {
      shown = (version) => {
        if (version === editor.version) done();
      };
    });
    await editor.pressKey();
    const start = performance.now();
    await painted;
    times.push(performance.now() - start);
  }
  return times.slice(WARM_UP);
}
