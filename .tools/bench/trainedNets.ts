import type { KerasNet } from './kerasProcess.ts';

/** A net that the bench trains, in the product's words and in those of the program for Keras. */
export interface TrainedNet {
  readonly name: string;
  readonly spec: string;
  readonly keras: KerasNet;
}

/** Three stages with 16, 32 and 64 filters, as for CIFAR. */
function net(name: string, block: 'basic' | 'bottleneck', repeat: number, option: 'A' | 'B'): TrainedNet {
  const stage = (filters: number, stride: number): string =>
    `  - stage: {block: ${block}, filters: ${filters}, repeat: ${repeat}, stride: ${stride}, shortcut: ${option}}`;
  const spec = [
    'input: [32, 32, 3]',
    'defaults:',
    '  conv: {bias: false, norm: batch, activation: relu}',
    'layers:',
    '  - conv: {filters: 16}',
    stage(16, 1),
    stage(32, 2),
    stage(64, 2),
    '  - pool: global_average',
    '  - dense: 10',
    '',
  ];
  return { name, spec: spec.join('\n'), keras: { block, repeat, option } };
}

export const RESNET20 = net('ResNet-20', 'basic', 3, 'A');
export const RESNET110 = net('ResNet-110', 'basic', 18, 'A');
export const BOTTLENECK29 = net('ResNet-29 of bottlenecks', 'bottleneck', 3, 'B');
