import { COMPARE_WORDS } from './graphCompareWords.ts';
import { DESIGN_WORDS } from './graphDesignWords.ts';
import { EXPORT_WORDS } from './graphExportWords.ts';
import { FIND_WORDS } from './graphFindWords.ts';
import { HEAT_WORDS } from './graphHeatWords.ts';
import { INSPECTOR_WORDS } from './graphInspectorWords.ts';
import { LAYOUT_WORDS } from './graphLayoutWords.ts';
import { OP_TABLE_WORDS } from './graphOpTableWords.ts';
import { type Words, wordsSchema } from './words.ts';

const PAGE_WORDS = {
  stages: 'Stages',
  stagesHint: 'Each stage one box',
  sizes: 'Sizes',
  sizesHint: 'What changes height, width or channels, and all between as one box',
  blocks: 'Blocks',
  blocksHint: 'Each distinct block once, with its layers',
  ops: 'Ops',
  opsHint: 'Every op of every block',
  fit: 'Fit',
  fitHint: 'Show everything',
  naturalSize: 'Natural size',
  naturalSizeHint: 'To the natural size of the texts (0)',
  zoomOut: 'Zoom out',
  zoomOutHint: 'Zoom out (−)',
  zoomIn: 'Zoom in',
  zoomInHint: 'Zoom in (+)',
  openAll: 'Open all',
  openAllHint: 'Open everything that is closed, one step',
  closeAll: 'Close all',
  closeAllHint: 'Close everything that is open',

  toolbar: 'Drawing',
  levelGroup: 'Level of detail',
  sizeGroup: 'Size',
  foldGroup: 'Fold',
  arrangementGroup: 'Arrangement',
  toolGroup: 'Tools',
  more: 'More',
  moreHint: 'More tools',
  sideGroup: 'Beside the drawing',
  sashHint: 'Width of the pane: arrow keys',
  network: 'The network',

  goToMistake: 'Go to the mistake',
  waiting: 'Drawing…',
  waitingHint: 'The network appears here as soon as its spec has been read.',
  empty: 'No network to draw',
  emptyHint: 'Open a file that ends in .resnet.yaml, and its drawing appears here and follows what you type.',
  openSpec: 'Open a spec',
  undrawn: 'Not drawn yet',
  failed: '{0} could not be drawn: {1}',
  noLayers: 'There are no layers to draw yet.',
  moreMistakes: '{0} (and {1} more)',
  lastDrawing: 'This is the last drawing that could be made. {0}',

  open: 'Open',
  close: 'Close',
  unfoldRun: 'Show the {0} equal blocks one by one',
  foldRun: 'Fold the row to one',
  addition: 'addition',
  product: 'product',
  unknownShape: 'unknown',
  severalInputs: '{0} and {1}',
  parameters: '{0} parameters',
  macs: '{0} multiply-adds',
  misfit: 'does not fit: {0}',
} as const;

/** What the graph page says beside the drawing itself; each feature has a catalogue of its own. */
export const GRAPH_WORDS = {
  ...PAGE_WORDS,
  ...FIND_WORDS,
  ...LAYOUT_WORDS,
  ...COMPARE_WORDS,
  ...INSPECTOR_WORDS,
  ...OP_TABLE_WORDS,
  ...HEAT_WORDS,
  ...EXPORT_WORDS,
  ...DESIGN_WORDS,
} as const;

export type GraphWords = Words<typeof GRAPH_WORDS>;
export const graphWordsSchema = wordsSchema(GRAPH_WORDS);
