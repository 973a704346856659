import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/core/language/nearest.ts';

const POOLS = ['max', 'average', 'global_average', 'global_max'];
const KEYS = ['filters', 'kernel', 'stride', 'padding', 'norm', 'activation', 'init'];

describe('the word that was most likely meant', () => {
  it.each([
    ['global_avg', POOLS, 'global_average'],
    ['avg', POOLS, 'average'],
    ['act', KEYS, 'activation'],
    ['filtres', KEYS, 'filters'],
    ['kernal', KEYS, 'kernel'],
    // One wrong letter is likelier than four left out.
    ['conv1', ['conv2', 'conv1_2_3'], 'conv2'],
    ['rep', ['reduction', 'repeat'], 'repeat'],
    ['lr', ['learning_rate', 'layers'], 'learning_rate'],
    ['BatchNormalization', ['norm', 'conv'], 'norm'],
  ])('of %s among %j is %s', (word, candidates, meant) => {
    expect(nearest(word, candidates)).toBe(meant);
  });

  it.each([
    ['see', ['squeeze_excite']],
    ['rmsprop', ['sgd', 'adam', 'adamw']],
    ['q', ['x', 'y']],
    // Names that every object of JavaScript has.
    ['abcdefgh', ['constructor', 'toString', '__proto__', 'hasOwnProperty']],
  ])('of %s is none among %j', (word, candidates) => {
    expect(nearest(word, candidates)).toBeNull();
  });
});
