import { describe, expect, it } from 'vitest';
import { trainableHeads } from '../../../src/training/network/trainableHeads.ts';
import { ModelBuilder, type Value } from '../support/modelBuilder.ts';

const examples = { name: 'digits', shape: [8, 8, 1], classes: 10 };

function dense(build: ModelBuilder, path: string, units: number, input: Value): Value {
  return build.op(path, 'dense', { units, bias: true, init: { type: 'he_normal', gain: 1 } }, [input]);
}

function flat(build: ModelBuilder): Value {
  return build.op('flatten', 'flatten', {}, [-1]);
}

describe('what of a model can be trained', () => {
  it('takes the logits before a softmax that ends the model', () => {
    const build = new ModelBuilder([8, 8, 1]);
    const logits = dense(build, 'dense', 10, flat(build));
    const softmax = build.op('softmax', 'activation', { type: 'softmax', slope: 0 }, [logits]);
    expect(trainableHeads(build.model(softmax), build.flat(softmax), examples)).toEqual({
      input: 0,
      logits: [logits],
    });
  });

  it('adds up the losses of several heads', () => {
    const build = new ModelBuilder([8, 8, 1]);
    const x = flat(build);
    const heads = [dense(build, 'a', 10, x), dense(build, 'b', 10, x)];
    expect(trainableHeads(build.model(...heads), build.flat(...heads), examples).logits).toEqual(heads);
  });

  it('passes over inputs that nothing uses', () => {
    const build = new ModelBuilder([4, 4, 3], [8, 8, 1]);
    const logits = dense(build, 'dense', 10, build.op('flatten', 'flatten', {}, [-2]));
    expect(trainableHeads(build.model(logits), build.flat(logits), examples).input).toBe(1);
  });

  it('says why a map cannot be a head, and how to end the model', () => {
    const build = new ModelBuilder([8, 8, 1]);
    const map = build.op('relu', 'activation', { type: 'relu', slope: 0 }, [-1]);
    expect(() => trainableHeads(build.model(map), build.flat(map), examples)).toThrow(
      /`relu` is a 8×8×1 map.*pool: global_average.*dense: 10/,
    );
  });

  it('compares the classes and the input with the data set', () => {
    const build = new ModelBuilder([8, 8, 1]);
    const logits = dense(build, 'dense', 12, flat(build));
    const check = (form: typeof examples) => () =>
      trainableHeads(build.model(logits), build.flat(logits), form);
    expect(check(examples)).toThrow(/12 units.*digits has 10 classes.*dense: 10/);
    expect(check({ ...examples, shape: [32, 32, 3] })).toThrow(
      /32×32×3.*input is 8×8×1.*input: \[32, 32, 3\]/,
    );
  });

  it('blames a label that no net like this can have, with its place, rather than the net', () => {
    const build = new ModelBuilder([8, 8, 1]);
    const logits = dense(build, 'dense', 10, flat(build));
    const check = (absent: number, byte: number) => () =>
      trainableHeads(build.model(logits), build.flat(logits), {
        ...{ name: 'mine', shape: [8, 8, 1], classes: 201 },
        labels: { path: '/mine/labels', absent, firstBeyond: () => ({ label: 200, place: `byte ${byte}` }) },
      });
    expect(check(190, 77)).toThrow(
      /^\/mine\/labels: expected a label from 0 to 9 at byte 77,.*10 units, found 200\..*damaged.*dense: 201/,
    );
    expect(check(0, 77)).toThrow(/10 units.*mine has 201 classes.*dense: 201/);
  });

  it('refuses a model that reads several inputs', () => {
    const build = new ModelBuilder([8, 8, 1], [8, 8, 1]);
    const sum = build.op('add', 'add', { survival: 1, scale: 1 }, [-1, -2]);
    const logits = dense(build, 'dense', 10, build.op('flatten', 'flatten', {}, [sum]));
    expect(() => trainableHeads(build.model(logits), build.flat(logits), examples)).toThrow(/reads 2 inputs/);
  });
});
