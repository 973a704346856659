import type { DrawingNode } from '../../src/core/drawing/drawing.ts';
import { formatCount } from '../../src/core/model/formatCount.ts';
import { joinShape } from '../../src/core/model/writtenShape.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { fill } from '../fill.ts';
import { fieldText, shortFigure } from './heatFigures.ts';

/** What is said of a node: its title first, then a line each. `wrong` is what does not fit. */
export interface NodeWords {
  readonly title: string;
  readonly lines: readonly string[];
  readonly wrong: string;
}

export function nodeWords(node: DrawingNode, words: GraphWords): NodeWords {
  const count = node.repeat > 1 && node.kind === 'block' ? ` ×${node.repeat}` : '';
  const title = node.form === 'circle' ? circleTitle(node.title, words) : node.title;
  const lines = [
    node.subtitle,
    node.kind === 'op' || node.kind === 'block' ? node.id : '',
    shapeLine(node, words),
    costLine(node, words),
    reachLine(node, words),
    changeLine(node, words),
  ];
  return { title: `${title}${count}`, lines: lines.filter((line) => line !== ''), wrong: node.problem };
}

/** The same as one sentence, for a screen reader. */
export function nodeSentence(node: DrawingNode, words: GraphWords): string {
  const { title, lines, wrong } = nodeWords(node, words);
  return [title, ...lines, ...(wrong === '' ? [] : [fill(words.misfit, wrong)])].join(', ');
}

/** What its outputs take, and what they see. */
function reachLine({ activationBytes, receptiveField }: DrawingNode, words: GraphWords): string {
  const figures: string[] = [];
  if (typeof activationBytes === 'number' && activationBytes > 0)
    figures.push(fill(words.activationMemory, shortFigure(activationBytes, 'activationBytes', words)));
  else if (typeof activationBytes === 'string')
    figures.push(fill(words.activationMemory, fill(words.opBytes, activationBytes)));
  if (receptiveField !== null) figures.push(fill(words.seesInput, fieldText(receptiveField, words)));
  return figures.join(', ');
}

/** Of a comparison: that it is new or gone, or what it was. */
function changeLine({ change }: DrawingNode, words: GraphWords): string {
  if (change === null) return '';
  if (change.type === 'added') return words.legendAdded;
  if (change.type === 'removed') return words.legendRemoved;
  const shape = change.output === null ? '' : joinShape(change.output);
  const before = [change.title, shape, costLine(change, words)].filter((part) => part !== '');
  return fill(words.wasBefore, before.join(', '));
}

function circleTitle(sign: string, words: GraphWords): string {
  if (sign === '+') return words.addition;
  return sign === '×' ? words.product : sign;
}

function shapeLine({ inputs, output, kind }: DrawingNode, words: GraphWords): string {
  const shown = (shape: DrawingNode['output']): string =>
    shape === null ? words.unknownShape : joinShape(shape);
  if (output === null && inputs.length === 0) return '';
  if (kind === 'input' || kind === 'output' || inputs.length === 0) return shown(output);
  const distinct = [...new Set(inputs.map(shown))];
  return `${distinct.reduce((all, next) => fill(words.severalInputs, all, next))} → ${shown(output)}`;
}

function costLine({ trainable, macs }: Pick<DrawingNode, 'trainable' | 'macs'>, words: GraphWords): string {
  const figures: string[] = [];
  if (trainable !== 0) figures.push(fill(words.parameters, countText(trainable)));
  if (macs !== 0) figures.push(fill(words.macs, countText(macs)));
  return figures.join(', ');
}

function countText(count: number | string): string {
  return typeof count === 'number' ? formatCount(count) : count;
}
