/** ResNet-1202 for CIFAR-10 without stages or blocks: 600 residuals of ten lines each, 6,000 lines in all. */
export function spelledOutSpec(): string {
  const head = [
    'model: ResNet-1202, spelled out',
    'input: [32, 32, 3]',
    'defaults:',
    '  conv: {bias: false, norm: batch, activation: relu}',
    '  shortcut: A',
    'layers:',
    '  - conv: 16',
  ];
  const blocks = [16, 32, 64].flatMap((filters) =>
    Array.from({ length: 200 }, (_, at) => residualLines(filters, at === 0 && filters > 16 ? 2 : 1)),
  );
  return [...head, ...blocks.flat(), '  - pool: global_average', '  - dense: 10', ''].join('\n');
}

function residualLines(filters: number, stride: number): string[] {
  return [
    '  - residual:',
    '      branch:',
    '        - conv:',
    `            filters: ${filters}`,
    `            stride: ${stride}`,
    '        - conv:',
    `            filters: ${filters}`,
    '            activation: none',
    '      shortcut: A',
    '  - relu',
  ];
}
