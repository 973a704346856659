import { afterEach, beforeEach, expect, it } from 'vitest';
import { expandDrawing } from '../../src/core/drawing/expandDrawing.ts';
import {
  DRAWING_CHANGED,
  DRAWING_REQUEST,
  type DrawingAnswer,
  type DrawingChanged,
} from '../../src/protocol/graph.ts';
import { exampleText } from '../support/exampleSpecs.ts';
import { LspClient, SPEC_URI } from '../support/lspClient.ts';

/** 1,800 blocks of 7 ops each, and 7 ops around them. */
const DEEP = exampleText('resnet-cifar10').replace(/^parameters:.*$/m, 'parameters: {n: 600}');

let client: LspClient;

beforeEach(async () => {
  client = await LspClient.start();
});

afterEach(() => {
  expect(client.errors).toEqual([]);
  client.dispose();
});

const draw = (): Promise<DrawingAnswer | null> =>
  client.connection.sendRequest<DrawingAnswer | null>(DRAWING_REQUEST, {
    uri: SPEC_URI,
    view: { level: 'ops', toggled: {} },
  });

it('gives a drawing up once there is a newer text, whose diagnostics come first', async () => {
  await client.show(DEEP);
  const order: string[] = [];
  const told: number[] = [];
  client.connection.onNotification(DRAWING_CHANGED, ({ version }: DrawingChanged) => {
    told.push(version);
  });
  const drawing = draw().then((answer) => {
    order.push(answer === null ? 'given up' : 'drawn');
  });
  await client.show(DEEP.replace('dense: 10', 'dense: 11'));
  order.push('diagnostics');
  await drawing;
  expect(order.toSorted()).toEqual(['diagnostics', 'given up']);
  const answer = await draw();
  expect(answer?.version).toBe(2);
  // Whoever was given no drawing knows that it is worth asking again.
  expect(told).toContain(2);
});

it('draws thousands of ops whole when nothing comes between', async () => {
  await client.show(DEEP);
  const answer = await draw();
  if (answer?.drawing == null) throw new Error('nothing is drawn');
  const ops = expandDrawing(answer.drawing).nodes.filter(({ kind }) => kind === 'op');
  expect(ops).toHaveLength(7 * 1800 + 7);
});
