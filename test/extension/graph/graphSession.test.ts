import { expect, it } from 'vitest';
import { GraphSession } from '../../../src/extension/graph/graphSession.ts';
import {
  DEFAULT_GRAPH_VIEW,
  type DrawingAnswer,
  type GraphView,
  type ToGraph,
} from '../../../src/protocol/graph.ts';
import type { ComparedSide } from '../../../src/protocol/graphCompare.ts';

interface Question {
  readonly uri: string;
  readonly view: GraphView;
  readonly comparedWith: ComparedSide | null;
  readonly answer: (version: number | null) => Promise<void>;
}

class Stage {
  readonly questions: Question[] = [];
  readonly messages: ToGraph[] = [];
  readonly warnings: string[] = [];
  readonly session = new GraphSession({
    drawing: (uri, view, comparedWith) =>
      new Promise((resolve) => {
        this.questions.push({
          uri,
          view,
          comparedWith,
          answer: async (version) => {
            resolve(version === null ? null : answerOf(version));
            await new Promise((done) => setTimeout(done, 0));
          },
        });
      }),
    post: (message) => this.messages.push(message),
    warn: (message) => this.warnings.push(message),
  });

  get shown(): number[] {
    return this.messages.flatMap((message) => (message.type === 'show' ? [message.version] : []));
  }
}

function answerOf(version: number): DrawingAnswer {
  return {
    version,
    isCurrent: true,
    drawing: null,
    newestVersion: version,
    errors: 0,
    warnings: 0,
    error: '',
    errorRange: null,
    comparison: null,
  };
}

const SIDE: ComparedSide = { name: 'resnet20', text: 'layers: []', variant: 'resnet20' };
const A = { uri: 'file:///a', name: 'a' };
const OPS: GraphView = { level: 'ops', toggled: { conv2_x: true } };
const B = { uri: 'file:///b', name: 'b' };

it('asks when the page is there, and not before', async () => {
  const stage = new Stage();
  stage.session.follow(A);
  expect(stage.questions).toHaveLength(0);
  stage.session.pageReady({});
  expect(stage.questions).toHaveLength(1);
  await stage.questions[0]?.answer(1);
  expect(stage.messages).toMatchObject([{ type: 'show', version: 1, document: A }]);
});

it('says that there is nothing to draw', () => {
  const stage = new Stage();
  stage.session.pageReady({});
  expect(stage.messages).toEqual([{ type: 'empty' }]);
});

it('asks once more for any number of changes while a question is under way', async () => {
  const stage = new Stage();
  stage.session.follow(A);
  stage.session.pageReady({});
  for (let i = 0; i < 20; i++) stage.session.documentChanged(A.uri);
  expect(stage.questions).toHaveLength(1);
  await stage.questions[0]?.answer(1);
  expect(stage.questions).toHaveLength(2);
  await stage.questions[1]?.answer(21);
  expect(stage.questions).toHaveLength(2);
  expect(stage.shown).toEqual([1, 21]);
});

it('drops an answer about a document that is no longer shown', async () => {
  const stage = new Stage();
  stage.session.follow(A);
  stage.session.pageReady({});
  stage.session.follow(B);
  await stage.questions[0]?.answer(1);
  expect(stage.shown).toEqual([]);
  await stage.questions[1]?.answer(7);
  expect(stage.messages).toMatchObject([{ document: B, version: 7 }]);
});

it('keeps what is shown where the server does not know the document', async () => {
  const stage = new Stage();
  stage.session.follow(A);
  stage.session.pageReady({});
  await stage.questions[0]?.answer(null);
  expect(stage.messages).toEqual([]);
  stage.session.documentChanged('file:///other');
  expect(stage.questions).toHaveLength(1);
});

it('asks for the view that the page has, says which it was, and drops what comes of another one', async () => {
  const stage = new Stage();
  stage.session.follow(A);
  stage.session.pageReady({});
  stage.session.changeView(A.uri, OPS);
  await stage.questions[0]?.answer(1);
  await stage.questions[1]?.answer(1);
  expect(stage.questions.map(({ view }) => view)).toEqual([DEFAULT_GRAPH_VIEW, OPS]);
  expect(stage.messages).toMatchObject([{ view: OPS }]);
});

it('keeps what is open for each document, after a reload too', async () => {
  const stage = new Stage();
  stage.session.follow(A);
  stage.session.pageReady({ [A.uri]: OPS });
  expect(stage.questions[0]?.view).toEqual(OPS);
  await stage.questions[0]?.answer(1);
  stage.session.follow(B);
  expect(stage.questions[1]?.view).toEqual(DEFAULT_GRAPH_VIEW);
  await stage.questions[1]?.answer(1);
  stage.session.follow(A);
  expect(stage.questions[2]?.view).toEqual(OPS);
});

it('takes a change of what is open for the document that it was made in', async () => {
  const stage = new Stage();
  stage.session.follow(A);
  stage.session.pageReady({});
  await stage.questions[0]?.answer(1);
  stage.session.follow(B);
  await stage.questions[1]?.answer(1);
  // Made on the drawing of A before that of B had come.
  stage.session.changeView(A.uri, OPS);
  expect(stage.questions).toHaveLength(2);
  stage.session.documentChanged(B.uri);
  expect(stage.questions[2]?.view).toEqual(DEFAULT_GRAPH_VIEW);
});

it('shows nothing of a document that is gone, also where its drawing is still under way', async () => {
  const stage = new Stage();
  stage.session.follow(A);
  stage.session.pageReady({});
  stage.session.showNothing();
  await stage.questions[0]?.answer(1);
  expect(stage.messages).toEqual([{ type: 'empty' }]);
  stage.session.follow(B);
  expect(stage.questions[1]?.uri).toBe(B.uri);
});

it('compares each document with what was chosen for it, until that is stopped', async () => {
  const stage = new Stage();
  stage.session.pageReady({});
  stage.session.follow(A);
  await stage.questions[0]?.answer(1);
  stage.session.compare(A.uri, SIDE);
  expect(stage.questions[1]?.comparedWith).toEqual(SIDE);
  await stage.questions[1]?.answer(1);
  stage.session.follow(B);
  expect(stage.questions[2]?.comparedWith).toBeNull();
  await stage.questions[2]?.answer(1);
  stage.session.follow(A);
  expect(stage.questions[3]?.comparedWith).toEqual(SIDE);
  await stage.questions[3]?.answer(1);
  stage.session.compare(A.uri, null);
  expect(stage.questions[4]?.comparedWith).toBeNull();
});

it('drops a drawing that is not compared with what was chosen meanwhile', async () => {
  const stage = new Stage();
  stage.session.pageReady({});
  stage.session.follow(A);
  stage.session.compare(A.uri, SIDE);
  await stage.questions[0]?.answer(1);
  expect(stage.messages).toMatchObject([{ type: 'empty' }]);
  await stage.questions[1]?.answer(1);
  expect(stage.shown).toEqual([1]);
});
