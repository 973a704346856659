import { expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { paperLinks } from '../../../src/core/explain/paperLinks.ts';
import { exampleText } from '../../support/exampleSpecs.ts';

function linksIn(text: string): string[] {
  return paperLinks(analyze(text)).map(
    ({ range, arxiv }) => `${text.slice(range.start, range.end)} → ${arxiv}`,
  );
}

it('finds the paper of `paper:` and the numbers in comments', () => {
  expect(linksIn(exampleText('resnet-cifar10'))).toEqual([
    '1512.03385 → 1512.03385',
    'he2015-cifar → 1512.03385',
  ]);
  expect(linksIn(exampleText('zero-gamma-imagenet'))).toEqual([
    '1706.02677 → 1706.02677',
    '1812.01187 → 1812.01187',
  ]);
});

it('finds a number on the line below its `arXiv`, and drops a version', () => {
  expect(linksIn('# see arXiv\n# 1605.07648v4 and 1605.07648\n')).toEqual([
    '1605.07648v4 → 1605.07648',
    '1605.07648 → 1605.07648',
  ]);
});

it('takes no other number for a paper', () => {
  expect(
    linksIn(
      '# about 1512.03385 values\nmodel: arXiv 1512.03385\n# arXiv 1513.03385, 3.1415\n\n# 1605.07648\n',
    ),
  ).toEqual([]);
  expect(linksIn('paper: constructor\n')).toEqual([]);
});
