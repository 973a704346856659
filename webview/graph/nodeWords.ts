import type { DrawingNode } from '../../src/core/drawing/drawing.ts';

/** What is said of a node: its title first, then a line each. `wrong` is what does not fit. */
export interface NodeWords {
  readonly title: string;
  readonly lines: readonly string[];
  readonly wrong: string;
}

export function nodeWords(node: DrawingNode): NodeWords {
  const count = node.repeat > 1 && node.kind === 'block' ? ` ×${node.repeat}` : '';
  const title = node.form === 'circle' ? (CIRCLES[node.title] ?? node.title) : node.title;
  const shapes = shapeLine(node);
  const lines = [
    node.subtitle,
    node.kind === 'op' || node.kind === 'block' ? node.id : '',
    shapes,
    costLine(node),
  ];
  return { title: `${title}${count}`, lines: lines.filter((line) => line !== ''), wrong: node.problem };
}

/** The same as one sentence, for a screen reader. */
export function nodeSentence(node: DrawingNode): string {
  const { title, lines, wrong } = nodeWords(node);
  return [title, ...lines, ...(wrong === '' ? [] : [`does not fit: ${wrong}`])].join(', ');
}

const CIRCLES: Readonly<Record<string, string>> = { '+': 'addition', '×': 'product' };

function shapeLine({ inputs, output, kind }: DrawingNode): string {
  const shown = (shape: DrawingNode['output']): string => shape?.join('×') ?? 'unknown';
  if (output === null && inputs.length === 0) return '';
  if (kind === 'input' || kind === 'output' || inputs.length === 0) return shown(output);
  return `${[...new Set(inputs.map(shown))].join(' and ')} → ${shown(output)}`;
}

function costLine({ trainable, macs }: DrawingNode): string {
  const words: string[] = [];
  if (trainable !== 0) words.push(`${trainable.toLocaleString('en')} parameters`);
  if (macs !== 0) words.push(`${macs.toLocaleString('en')} multiply-adds`);
  return words.join(', ');
}
