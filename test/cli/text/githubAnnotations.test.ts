import { expect, it } from 'vitest';
import { githubAnnotations } from '../../../src/cli/text/githubAnnotations.ts';

it('writes workflow commands with places from 1 and everything escaped that would end a part', () => {
  const range = { start: { line: 2, character: 4 }, end: { line: 2, character: 9 } };
  const diagnostic = { code: 'spec.syntax', range, related: [], fixes: [] } as const;
  const text = githubAnnotations('nets/a,b:c.resnet.yaml', [
    { ...diagnostic, related: [], fixes: [], severity: 'error', message: '100 % wrong:\nreally, yes' },
    { ...diagnostic, related: [], fixes: [], severity: 'information', message: 'fyi' },
  ]);
  expect(text.split('\n')).toEqual([
    '::error file=nets/a%2Cb%3Ac.resnet.yaml,line=3,endLine=3,col=5,endColumn=10,title=spec.syntax::100 %25 wrong:%0Areally, yes',
    '::notice file=nets/a%2Cb%3Ac.resnet.yaml,line=3,endLine=3,col=5,endColumn=10,title=spec.syntax::fyi',
    '',
  ]);
});
