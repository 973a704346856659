import type { BLOCK_KEYS as BLOCK, TOP_LEVEL_KEYS } from '../spec/readSpec.ts';

/** What a key of the file means; `value` is what a snippet writes behind its colon. */
export interface FileKey {
  readonly doc: string;
  readonly value: string;
}

export const FILE_KEYS: Readonly<Record<(typeof TOP_LEVEL_KEYS)[number], FileKey>> = {
  model: { doc: 'A name for people.', value: ' $1' },
  paper: { doc: 'The paper whose figures the model is compared with.', value: ' $1' },
  parameters: { doc: 'Names with their defaults, used as `$name`.', value: ' {${1:n}: ${2:3}}' },
  variants: { doc: 'Named overrides of the parameters.', value: '\n  ${1:name}: {$2}' },
  input: {
    doc: 'Height, width and channels of the input, or the length of a vector.',
    value: ' [${1:32, 32, 3}]',
  },
  inputs: { doc: 'Several inputs, each a name and a shape.', value: '\n  ${1:left}: [${2:32, 32, 3}]' },
  outputs: { doc: 'What the model returns; without it the last layer.', value: ' [$1]' },
  defaults: { doc: 'Attributes of every layer of a kind that does not write them.', value: '\n  $1' },
  blocks: {
    doc: 'Blocks of this file, each a spec of its own.',
    value: '\n  ${1:name}:\n    parameters: {filters: required, stride: 1}\n    layers:\n      - $0',
  },
  layers: { doc: 'The layers, from the input to the output.', value: '\n  - $0' },
  train: { doc: 'How the model is trained.', value: '\n  dataset: ${1:digits}\n  epochs: ${2:10}' },
};

export const BLOCK_KEYS: Readonly<Record<(typeof BLOCK)[number], FileKey>> = {
  parameters: {
    doc: 'Names with their defaults, or `required`, or `{default: first, values: [first, middle]}` for what can be one of a few words or numbers.',
    value: ' {${1:filters}: required}',
  },
  defaults: { doc: 'Defaults for the layers of this block, weaker than those of the file.', value: '\n  $1' },
  layers: { doc: 'The layers of the block, from its input to its output.', value: '\n  - $0' },
};
