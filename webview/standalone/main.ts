import '../parseWithoutEval.ts';
import './standalone.css';
import '../graph/graph.css';
import '../graph/compareBar.css';
import '../graph/findBar.css';
import '../graph/heat.css';
import '../graph/opTable.css';
import '../graph/sidePane.css';
import { graphWordsSchema } from '../../src/protocol/graphWords.ts';
import { standaloneSpecSchema } from '../../src/protocol/standaloneSpec.ts';
import { CompareBar } from '../graph/compareBar.ts';
import { FindBar } from '../graph/findBar.ts';
import { foldTools } from '../graph/foldTools.ts';
import { GraphPage } from '../graph/graphPage.ts';
import { HeatControl } from '../graph/heatControl.ts';
import { LayoutTools } from '../graph/layoutTools.ts';
import { LevelTools } from '../graph/levelTools.ts';
import { OpTablePane } from '../graph/opTablePane.ts';
import type { MakeFeature } from '../graph/pageFeature.ts';
import { SizeTools } from '../graph/sizeTools.ts';
import { readWords } from '../readWords.ts';
import { followColorScheme } from './colorScheme.ts';
import { SpecHost } from './specHost.ts';

/** What looks at the drawing; what changes the text or writes files needs an editor. */
const FEATURES: readonly MakeFeature[] = [
  (control) => new LevelTools(control),
  (control) => new SizeTools(control),
  foldTools,
  (control) => new LayoutTools(control),
  (control) => new FindBar(control),
  (control) => new HeatControl(control),
  (control) => new OpTablePane(control),
  (control) => new CompareBar(control, { isFixed: true }),
];

const root = document.getElementById('app');
if (root !== null) {
  followColorScheme();
  const spec = standaloneSpecSchema.parse(JSON.parse(root.dataset['spec'] ?? '{}'));
  const host = new SpecHost(spec);
  const page = new GraphPage(root, readWords(root, graphWordsSchema), host, FEATURES);
  host.answerTo(page);
  page.start();
}
