import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import { LEVELS } from '../../../src/core/drawing/viewState.ts';
import { drawingJson } from '../../../src/core/svg/drawingJson.ts';
import { renderSvg } from '../../../src/core/svg/renderSvg.ts';
import { exampleModel, exampleNames, exampleText, modelOf } from '../../support/exampleSpecs.ts';

interface Parsed {
  readonly texts: readonly string[];
  readonly elements: readonly {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
  }[];
}

/** Throws where the text is not well-formed XML. */
function parse(svg: string): Parsed {
  const texts: string[] = [];
  const elements: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new SaxesParser();
  const open: string[] = [];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    open.push(name);
    elements.push({ name, attributes: { ...attributes } });
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', (text) => {
    if (open[open.length - 1] === 'text') texts.push(text);
  });
  parser.write(svg).close();
  return { texts, elements };
}

/** The rules of the style sheet, by selector. */
function rulesOf(svg: string): Map<string, string> {
  const sheet = /<style>([^<]*)<\/style>/.exec(svg)?.[1] ?? '';
  return new Map([...sheet.matchAll(/([^{}]+)\{([^}]*)\}/g)].map(([, name = '', rule = '']) => [name, rule]));
}

const cases = exampleNames().flatMap((name) => LEVELS.map((level) => [name, level] as const));

describe('the SVG of', () => {
  it.each(cases)('%s, %s is XML with every text and line', (name, level) => {
    const drawing = drawModel(exampleModel(name), { level, toggled: {} });
    const svg = renderSvg(drawing);
    const { texts, elements } = parse(svg);
    expect(texts.slice(1)).toEqual(drawing.texts.map(({ text }) => text));
    expect(texts[0]).toBe(drawing.title);
    const rules = rulesOf(svg);
    const heads = new Set(
      elements.flatMap(({ name: tag, attributes: { id } }) => (tag === 'marker' ? [id] : [])),
    );
    const headOf = (line: string): string => /marker-end:url\(#([^)]*)\)/.exec(line)?.[1] ?? '';
    const lines = elements.filter(
      ({ name: tag, attributes }) =>
        tag === 'path' && heads.has(headOf(rules.get(`path.${attributes.class}`) ?? '')),
    );
    expect(lines).toHaveLength(drawing.edges.length);
    const shapes = elements.filter(({ attributes }) => /^(?:node|frame)\b/.test(attributes.class ?? ''));
    expect(shapes.length).toBeGreaterThanOrEqual(drawing.nodes.length);
    for (const { attributes } of shapes)
      expect(rules.get(`.${attributes.class}`)).toMatch(/fill:#.*stroke:#/);
  });
});

describe('a drawing on its own', () => {
  const drawing = drawModel(exampleModel('resnet-imagenet-bottleneck'), { level: 'blocks', toggled: {} });
  const svg = renderSvg(drawing);

  it('refers to nothing outside itself', () => {
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|href=|@import|<script|<image|<foreignObject/,
    );
  });

  it('has a title and a size that holds everything', () => {
    const { elements } = parse(svg);
    const root = elements[0]?.attributes ?? {};
    const [x = 0, y = 0, width = 0, height = 0] = (root.viewBox ?? '').split(' ').map(Number);
    const { bounds } = drawing;
    expect(elements[1]?.name).toBe('title');
    expect(x).toBeLessThan(bounds.x);
    expect(y).toBeLessThan(bounds.y);
    expect(x + width).toBeGreaterThan(bounds.x + bounds.width);
    expect(y + height).toBeGreaterThan(bounds.y + bounds.height);
  });

  it('dots the shortcuts that change dimensions', () => {
    const { elements } = parse(svg);
    const dotted = elements.filter(
      ({ name, attributes }) => name === 'path' && attributes.class === 'dimension',
    );
    expect(dotted).toHaveLength(4);
    expect(rulesOf(svg).get('path.dimension')).toContain('stroke-dasharray:2 3');
  });
});

it('shows names as they are written, whatever is in them', () => {
  const text = exampleText('resnet20-digits').replace(/^model: .*$/m, 'model: "a <b> & \\"c\\" \\u0001 ]]>"');
  const svg = renderSvg(drawModel(modelOf(text)));
  expect(parse(svg).texts[0]).toBe('a <b> & "c" \u{fffd} ]]>');
});

it('is as wide as its heading', () => {
  const name = 'A residual network with a name that is a good deal longer than its drawing is wide';
  const text = exampleText('resnet20-digits').replace(/^model: .*$/m, `model: ${name}`);
  const { texts, elements } = parse(renderSvg(drawModel(modelOf(text))));
  expect(texts[0]).toBe(name);
  expect(Number(elements[0]?.attributes.width)).toBeGreaterThan(name.length * 6);
});

it('gives the same drawing as JSON, with a version', () => {
  const drawing = drawModel(exampleModel('fashion-mnist'));
  expect(JSON.parse(drawingJson(drawing))).toEqual({ version: 1, ...drawing });
});
