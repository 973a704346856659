import '../parseWithoutEval.ts';
import './training.css';
import { toTrainingViewSchema, trainingViewStateSchema } from '../../src/protocol/trainingView.ts';
import { trainingWordsSchema } from '../../src/protocol/trainingWords.ts';
import { loadBundle } from '../loadBundle.ts';
import { readWords } from '../readWords.ts';
import type { Host } from './host.ts';
import { TrainingPage } from './trainingPage.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
  getState(): unknown;
};

const api = acquireVsCodeApi();
const host: Host = {
  post(message) {
    api.postMessage(message);
  },
  keep(state) {
    api.setState(state);
  },
  restore() {
    const kept = trainingViewStateSchema.safeParse(api.getState());
    return kept.success ? kept.data : null;
  },
};

const root = document.getElementById('app');
// Known only while this script runs for the first time.
const own = document.currentScript;
if (root !== null && own instanceof HTMLScriptElement) {
  const words = readWords(root, trainingWordsSchema);
  const page = new TrainingPage(root, words, host, () =>
    loadBundle(own, 'specText', () => globalThis.resnetSpecText),
  );
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    // Monaco puts off its work by messages to its own window.
    if (event.source === window) return;
    const message = toTrainingViewSchema.safeParse(event.data);
    if (message.success) page.receive(message.data);
    else host.post({ type: 'pageError', message: `a message does not fit: ${message.error.message}` });
  });
  window.addEventListener('error', (event) => {
    host.post({ type: 'pageError', message: event.message });
  });
  document.addEventListener('securitypolicyviolation', (event) => {
    host.post({
      type: 'pageError',
      message: `content security policy: ${event.violatedDirective} ${event.blockedURI}`,
    });
  });
  host.post({ type: 'ready' });
}
