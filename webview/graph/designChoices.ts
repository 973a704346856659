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
