import { CommandFailure } from '../commandFailure.ts';

/** Commands that are promised but not there yet, each with what does a part of the work today. */
export const NOT_YET = {
  export: {
    usage: 'export <file>',
    does: 'write other formats, such as Keras and PyTorch (not there yet)',
    instead: 'Checkpoints of a run are safetensors files, which Python can read.',
  },
  import: {
    usage: 'import <file>',
    does: 'read other formats (not there yet)',
    instead: 'Start from one of the specs in examples/.',
  },
} as const;

export function notYet(name: keyof typeof NOT_YET): never {
  throw new CommandFailure(3, `resnet ${name} is not there yet.`, NOT_YET[name].instead);
}
