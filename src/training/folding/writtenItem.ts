import { KINDS } from '../../core/language/kinds.ts';
import type { Op } from '../../core/model/op.ts';
import { flowYaml, type YamlValue } from './flowYaml.ts';

type Attributes = Readonly<Record<string, YamlValue>>;

/** An op as the value of its item: its kind, and what stands behind the colon; '' where nothing does. */
export interface WrittenItem {
  readonly kind: string;
  readonly value: string;
}

/**
 * An op as an item that gives it, with what differs from the language's own defaults.
 * @param more attributes besides those of the op.
 */
export function writtenItem(op: Op, more: Attributes = {}): WrittenItem {
  const { kind, attributes } = attributesOf(op);
  const info = KINDS.get(kind);
  const written = Object.entries(attributes).filter(([name, value]) => {
    const attribute = info?.table[name];
    return attribute?.required === true || JSON.stringify(value) !== JSON.stringify(attribute?.fallback);
  });
  const entries = [...written, ...Object.entries(more)].map(
    // A range is two numbers, alike or not.
    ([name, value]) => [name, kind === 'slice' ? value : shortest(value)] as const,
  );
  const [only] = entries;
  if (only === undefined) return { kind, value: '' };
  if (entries.length === 1 && only[0] === info?.shorthand) return { kind, value: flowYaml(only[1]) };
  return { kind, value: flowYaml(Object.fromEntries(entries)) };
}

/** The item's kind and its attributes as the language names them. */
function attributesOf(op: Op): { readonly kind: string; readonly attributes: Attributes } {
  switch (op.kind) {
    case 'conv':
    case 'depthwise_conv':
    case 'dense': {
      const { bias, init, ...rest } = op.attributes;
      return { kind: op.kind, attributes: { ...rest, ...biasAndInit(bias, init) } };
    }
    case 'conv_transpose': {
      const { bias, init, outputPadding, ...rest } = op.attributes;
      const attributes = { ...rest, output_padding: outputPadding, ...biasAndInit(bias, init) };
      return { kind: op.kind, attributes };
    }
    case 'norm': {
      const { gammaInit, groups, ...rest } = op.attributes;
      const attributes = { ...rest, gamma_init: gammaInit, groups: rest.type === 'group' ? groups : null };
      return { kind: 'norm', attributes };
    }
    case 'activation': {
      const { type, slope } = op.attributes;
      return { kind: type, attributes: type === 'leaky_relu' ? { slope } : {} };
    }
    case 'pool': {
      if (!('size' in op.attributes)) return { kind: 'pool', attributes: op.attributes };
      const { size, stride } = op.attributes;
      const isWholeSteps = size.join() === stride.join();
      return { kind: 'pool', attributes: { ...op.attributes, stride: isWholeSteps ? null : stride } };
    }
    case 'mean':
      return { kind: 'mean', attributes: { drop_path: op.attributes.dropPath } };
    case 'add':
      if (op.attributes.survival * op.attributes.scale !== 1)
        throw new Error('no item adds a branch with a factor');
      return { kind: 'add', attributes: {} };
    case 'shortcut_a':
      throw new Error('option A has no item of its own');
    default:
      return { kind: op.kind, attributes: op.attributes };
  }
}

/** Without a norm there is a bias unless the item says no. */
function biasAndInit(bias: boolean, init: { readonly type: string; readonly gain: number }): Attributes {
  return { bias: bias ? null : false, init: { type: init.type, gain: init.gain } };
}

/** `3` for [3, 3], 1 for [1, 1, 1, 1], the name of a first value that has no gain. */
function shortest(value: YamlValue): YamlValue {
  if (Array.isArray(value)) {
    const [first] = value as readonly YamlValue[];
    const isAlike = (value as readonly YamlValue[]).every((each) => each === first);
    return isAlike && value.length > 1 && typeof first === 'number' ? first : value;
  }
  if (
    typeof value === 'object' &&
    value !== null &&
    'gain' in value &&
    'type' in value &&
    value['gain'] === 1
  )
    return value['type'] ?? null;
  return value;
}
