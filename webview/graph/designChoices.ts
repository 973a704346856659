import type { DesignEditMessage, DesignOffersAnswer } from '../../src/protocol/graphDesign.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { fill } from '../fill.ts';

/** An edit that can be chosen, with what the menu calls it. */
export interface DesignChoice {
  readonly label: string;
  readonly edit: DesignEditMessage;
  readonly startsGroup: boolean;
}

/** Kinds, blocks and stages of blocks that can be put in. */
export function insertChoices(
  where: 'before' | 'after',
  { layers }: DesignOffersAnswer,
  words: GraphWords,
): DesignChoice[] {
  const labels = { kind: '{0}', block: words.designBlock, stage: words.designStage };
  return layers.map((layer, at) => ({
    label: fill(labels[layer.form], layer.name),
    edit: { type: 'insert', where, layer },
    startsGroup: at > 0 && layers[at - 1]?.form !== layer.form,
  }));
}

/** The merges, for what is selected together, or for one layer and another that is chosen then. */
export function mergeChoices(words: GraphWords): JoinChoice[] {
  const options = [
    ['add', words.designAdd],
    ['concat', words.designConcat],
    ['mean', words.designMean],
    ['multiply', words.designMultiply],
    ['gate', words.designGate],
  ] as const;
  return options.map(([merge, label]) => ({
    label,
    edit: { type: 'join', merge, other: null },
    startsGroup: false,
  }));
}

type JoinEdit = Extract<DesignEditMessage, { type: 'join' }>;
interface JoinChoice extends DesignChoice {
  readonly edit: JoinEdit;
}

/** What one layer can be joined with: those that fit first, the nearest at the top. */
export function otherChoices(
  { merge }: JoinEdit,
  { others }: DesignOffersAnswer,
  words: GraphWords,
): DesignChoice[] {
  const fitting = others.filter(({ fits }) => fits.includes(merge));
  const rest = others.filter(({ fits }) => !fits.includes(merge));
  return [...fitting, ...rest].map(({ name, shape }, at) => ({
    label: shape === '' ? name : fill(words.designOther, name, shape),
    edit: { type: 'join', merge, other: name },
    startsGroup: at > 0 && at === fitting.length,
  }));
}

export function wrapChoices(words: GraphWords): DesignChoice[] {
  const options = ['identity', 'A', 'B', 'C'] as const;
  return options.map((shortcut) => ({
    label: fill(words.designWrapWith, shortcut),
    edit: { type: 'wrap', shortcut },
    startsGroup: false,
  }));
}

export function shortcutChoices({ shortcutNow }: DesignOffersAnswer, words: GraphWords): DesignChoice[] {
  const options = [
    ['identity', words.designIdentity],
    ['A', words.designA],
    ['B', words.designB],
    ['C', words.designC],
    ['none', words.designNone],
  ] as const;
  return options.map(([shortcut, label]) => ({
    label: shortcut === shortcutNow ? fill(words.designNow, label) : label,
    edit: { type: 'shortcut', shortcut },
    startsGroup: false,
  }));
}
