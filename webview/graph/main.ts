import '../parseWithoutEval.ts';
import './graph.css';
import './compareBar.css';
import './designMenu.css';
import './findBar.css';
import './inspectorPane.css';
import './heat.css';
import './opTable.css';
import './sidePane.css';
import { graphPageStateSchema, toGraphSchema } from '../../src/protocol/graph.ts';
import { graphWordsSchema } from '../../src/protocol/graphWords.ts';
import { loadBundle } from '../loadBundle.ts';
import { readWords } from '../readWords.ts';
import type { SpecTextApi } from '../specText/api.ts';
import { CompareBar } from './compareBar.ts';
import { DesignFeature } from './designFeature.ts';
import { exportTool } from './exportTool.ts';
import { FindBar } from './findBar.ts';
import { foldTools } from './foldTools.ts';
import { GraphPage } from './graphPage.ts';
import { HeatControl } from './heatControl.ts';
import type { Host } from './host.ts';
import { InspectorPane } from './inspectorPane.ts';
import { LayoutTools } from './layoutTools.ts';
import { LevelTools } from './levelTools.ts';
import { OpTablePane } from './opTablePane.ts';
import type { MakeFeature } from './pageFeature.ts';
import { SizeTools } from './sizeTools.ts';

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
    const kept = graphPageStateSchema.safeParse(api.getState());
    return kept.success ? kept.data : null;
  },
};

window.addEventListener('error', (event) => {
  host.post({ type: 'pageError', message: event.message });
});
document.addEventListener('securitypolicyviolation', (event) => {
  const what = `${event.violatedDirective} ${event.blockedURI}`;
  host.post({ type: 'pageError', message: `content security policy: ${what}` });
});

// Known only while this script runs for the first time.
const own = document.currentScript;
const loadEditor = (): Promise<SpecTextApi> =>
  own instanceof HTMLScriptElement
    ? loadBundle(own, 'specText', () => globalThis.resnetSpecText)
    : Promise.reject(new Error('no script'));

const FEATURES: readonly MakeFeature[] = [
  (control) => new LevelTools(control),
  (control) => new SizeTools(control),
  foldTools,
  (control) => new LayoutTools(control),
  (control) => new FindBar(control),
  (control) => new HeatControl(control),
  (control) => new OpTablePane(control),
  (control) => new CompareBar(control),
  (control) => new DesignFeature(control),
  (control) => new InspectorPane(control, loadEditor),
  exportTool,
];

const root = document.getElementById('app');
if (root !== null) {
  const page = new GraphPage(root, readWords(root, graphWordsSchema), host, FEATURES);
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    // Monaco puts off its work by messages to its own window.
    if (event.source === window) return;
    const message = toGraphSchema.safeParse(event.data);
    if (message.success) page.receive(message.data);
    else host.post({ type: 'pageError', message: `a message does not fit: ${message.error.message}` });
  });
  page.start();
}
