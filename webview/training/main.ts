import '../parseWithoutEval.ts';
import './training.css';
import { toTrainingViewSchema, trainingViewStateSchema } from '../../src/protocol/trainingView.ts';
import type { Host } from './host.ts';
import { TrainingPage } from './trainingPage.ts';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void; setState(state: unknown): void };

const api = acquireVsCodeApi();
const host: Host = {
  post(message) {
    api.postMessage(message);
  },
  keep(state) {
    api.setState(trainingViewStateSchema.parse(state));
  },
};

const root = document.getElementById('app');
if (root !== null) {
  const page = new TrainingPage(root, host);
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
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
