import type { Analysis } from '../analyze.ts';
import { SHIPPED_BLOCK_DOCS, shippedBlocks, shippedBlockText } from '../blocks/shippedBlocks.ts';
import { type Message, message } from '../diagnostics/message.ts';
import { channelsAround } from './channelsAround.ts';
import { escapeSnippet, type Offer, paragraph } from './completion.ts';
import type { CursorPlace } from './cursorPlace.ts';

/** A whole spec, where there is none yet. */
export function specSnippets({ pairs, path }: CursorPlace): Offer[] {
  if (pairs.size > 0 || path.length > 0) return [];
  const snippet = [
    'model: ${1:My net}',
    '',
    'input: [${2:32, 32, 3}]',
    '',
    'defaults:',
    '  conv: {bias: false, norm: batch, activation: relu}',
    '  shortcut: ${3|A,B,C|}',
    '',
    'layers:',
    '  - conv: {filters: ${4:16}, kernel: 3}',
    '  - stage: {block: basic, filters: ${4:16}, repeat: ${5:3}}',
    '  - stage: {block: basic, filters: ${6:32}, repeat: ${5:3}, stride: 2}',
    '  - pool: global_average',
    '  - dense: ${7:10}',
    '',
  ].join('\n');
  return [
    snippetOffer(
      'whole spec',
      [message('A residual net from the input to the classes.')],
      snippet,
      message('snippet: spec'),
    ),
  ];
}

const RESIDUAL = message('snippet: residual');

/** What people write most often as a layer. */
export function layerSnippets(analysis: Analysis, { word, path }: CursorPlace): Offer[] {
  const filters = filtersText(analysis, word.start, String(path[1]), path[0] === 'blocks');
  const residual = [
    'residual:',
    '    branch:',
    `      - conv: {filters: ${filters}, kernel: 3}`,
    `      - conv: {filters: ${filters}, kernel: 3, activation: none}`,
    '    shortcut: ${2|identity,A,B,C|}',
  ].join('\n');
  const bottleneck = [
    'residual:',
    '    branch:',
    '      - conv: {filters: ${2:16}, kernel: 1}',
    '      - conv: {filters: ${2:16}, kernel: 3}',
    `      - conv: {filters: ${filters}, kernel: 1, activation: none}`,
    '    shortcut: ${3|identity,A,B,C|}',
  ].join('\n');
  return [
    snippetOffer(
      'residual, basic',
      [message('Two 3×3 convolutions with a shortcut around them.')],
      residual,
      RESIDUAL,
    ),
    snippetOffer(
      'residual, bottleneck',
      [message('1×1, 3×3, 1×1 with a shortcut around them.')],
      bottleneck,
      RESIDUAL,
    ),
  ];
}

/** As many as come in, so that the addition fits; in a block its own `filters`. */
function filtersText(analysis: Analysis, offset: number, blockName: string, isInBlock: boolean): string {
  const block = isInBlock ? analysis.spec.blocks.find(({ name }) => name.value === blockName) : undefined;
  if (block?.parameters.some(({ name }) => name.value === 'filters') === true) return '${1:\\$filters}';
  const [channels = 16] = isInBlock ? [] : channelsAround(analysis, offset);
  return `\${1:${channels}}`;
}

/** Under `blocks`: a new one, or a copy of one that ships, to change it. */
export function blockSnippets({ pairs }: CursorPlace): Offer[] {
  const fresh = [
    '${1:name}:',
    '  parameters: {filters: required, stride: 1, shortcut: null}',
    '  layers:',
    '    - residual:',
    '        branch:',
    '          - conv: {filters: \\$filters, kernel: 3, stride: \\$stride}',
    '          - conv: {filters: \\$filters, kernel: 3, activation: none}',
    '          $0',
    '        shortcut: \\$shortcut',
    '    - relu',
  ].join('\n');
  const copies = [...shippedBlocks().blocks.keys()]
    .filter((name) => !pairs.has(name))
    .map((name) => {
      const lines = (shippedBlockText(name) ?? '').trim().split('\n');
      const snippet = [`${name}:`, ...lines.map((line) => (line === '' ? '' : `  ${escapeSnippet(line)}`))];
      const doc = [
        message('A copy to change; it takes the place of the one that ships.'),
        ...paragraph(SHIPPED_BLOCK_DOCS[name]),
      ];
      return snippetOffer(
        `${name}, a copy`,
        doc,
        snippet.join('\n'),
        message('snippet: block `{block}`', { block: name }),
      );
    });
  const about = [message('A block of your own, to begin with.')];
  return [snippetOffer('new block', about, fresh, message('snippet: block')), ...copies];
}

function snippetOffer(label: string, doc: readonly Message[], snippet: string, detail: Message): Offer {
  return { kind: 'snippet', label, detail, doc, snippet };
}
