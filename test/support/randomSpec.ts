import fc from 'fast-check';

/** A random spec: rows, residuals of every option, stages, columns, and lines that skip. Many do not fit. */
export const randomSpec: fc.Arbitrary<string> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 3 }),
    layers: fc.array(layer(2), { minLength: 1, maxLength: 8 }),
    skips: fc.array(fc.tuple(fc.nat(20), fc.nat(20), fc.constantFrom('add', 'concat', 'multiply', 'mean')), {
      maxLength: 4,
    }),
    outputs: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ inputs, layers, skips, outputs }) => specText(inputs, layers, skips, outputs));

type Lines = readonly string[];

function layer(depth: number): fc.Arbitrary<Lines> {
  const simple = fc.oneof(
    fc
      .record({ f: fc.constantFrom(4, 8), k: fc.constantFrom(1, 3), s: fc.constantFrom(1, 1, 2) })
      .map(({ f, k, s }) => [
        `- conv: {filters: ${f}, kernel: ${k}, stride: ${s}, norm: batch, activation: relu}`,
      ]),
    fc.constantFrom(['- relu'], ['- norm: batch'], ['- dropout: 0.5'], ['- squeeze_excite'], ['- conv: 4']),
  );
  const stage = fc
    .record({
      block: fc.constantFrom('basic', 'bottleneck', 'preactivation', 'plain', 'mine'),
      repeat: fc.integer({ min: 0, max: 3 }),
      stride: fc.constantFrom(1, 1, 2),
      shortcut: fc.constantFrom('A', 'B', 'C', 'identity'),
    })
    .map(({ block, repeat, stride, shortcut }) => [
      `- stage: {block: ${block}, filters: 4, repeat: ${repeat}, stride: ${stride}, shortcut: ${shortcut}}`,
    ]);
  const block = fc
    .constantFrom('basic', 'bottleneck', 'nested')
    .map((type) => [`- block: {type: ${type}, filters: 8}`]);
  if (depth === 0) return fc.oneof(simple, stage, block);
  const list = fc.array(layer(depth - 1), { minLength: 1, maxLength: 3 }).map((items) => items.flat());
  const residual = fc
    .record({
      branch: list,
      shortcut: fc.oneof(
        fc
          .constantFrom('identity', 'A', 'B', 'C', 'none')
          .map((option): Lines => [`    shortcut: ${option}`]),
        list.map((items): Lines => ['    shortcut:', ...indent(items, 6)]),
      ),
    })
    .map(({ branch, shortcut }) => ['- residual:', '    branch:', ...indent(branch, 6), ...shortcut]);
  const parallel = fc
    .record({
      branches: fc.array(list, { minLength: 1, maxLength: 3 }),
      merge: fc.constantFrom('add', 'mean', 'concat'),
    })
    .map(({ branches, merge }) => [
      '- parallel:',
      `    merge: ${merge}`,
      '    branches:',
      ...branches.flatMap((items, at) => [`      b${at}:`, ...indent(items, 8)]),
    ]);
  return fc.oneof({ weight: 3, arbitrary: simple }, stage, block, residual, parallel);
}

function specText(
  inputs: number,
  layers: readonly Lines[],
  skips: readonly (readonly [number, number, string])[],
  outputs: number,
): string {
  const names = layers.map((_, at) => `n${at}`);
  const items = layers.flatMap((lines, at) => [...lines, `  name: n${at}`]);
  skips.forEach(([a, b, kind], at) => {
    const pick = (place: number): string => names[place % names.length] ?? 'n0';
    items.push(`- ${kind}: [${pick(a)}, ${pick(b)}]`, `  name: s${at}`);
    names.push(`s${at}`);
  });
  const shown = names.slice(-outputs);
  return [
    inputs === 1 ? 'input: [16, 16, 4]' : 'inputs:',
    ...(inputs === 1 ? [] : Array.from({ length: inputs }, (_, at) => `  in${at}: [16, 16, 4]`)),
    `outputs: [${shown.join(', ')}]`,
    'blocks:',
    '  mine:',
    '    parameters: {filters: required, stride: 1, shortcut: null}',
    '    layers:',
    '      - conv: {filters: $filters, stride: $stride}',
    '        name: first',
    '      - conv: $filters',
    '      - conv: $filters',
    '        name: last',
    '      - concat: [first, last]',
    '  nested:',
    '    parameters: {filters: required}',
    '    layers:',
    '      - stage: {block: basic, filters: $filters, repeat: 2}',
    '      - block: {type: mine, filters: $filters}',
    'layers:',
    ...indent(items, 2),
    '',
  ].join('\n');
}

function indent(lines: Lines, by: number): string[] {
  return lines.map((line) => ' '.repeat(by) + line);
}
