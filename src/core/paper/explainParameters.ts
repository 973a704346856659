import { type Message, message } from '../diagnostics/message.ts';
import type { ModelFacts } from './modelFacts.ts';
import { agrees, type PaperFigure } from './paper.ts';

interface Reason {
  /** What it brings to this model's count. */
  readonly delta: number;
  readonly because: Message;
}

/** Which of the known differences between published counts makes this one; null where none does. */
export function explainParameters(facts: ModelFacts, expected: PaperFigure): Message | null {
  const { trainable, nonTrainable } = facts;
  if (trainable === null) return null;
  const single = reasons(facts, nonTrainable ?? 0).filter(({ delta }) => delta !== 0);
  const found = single.find(({ delta }) => agrees(trainable - delta, expected));
  if (found !== undefined) return found.because;
  for (const one of single) {
    const other = single.find((each) => each !== one && agrees(trainable - one.delta - each.delta, expected));
    if (other !== undefined) {
      return message('Two things explain it. {one} {other}', { one: one.because, other: other.because });
    }
  }
  return null;
}

function reasons(facts: ModelFacts, statistics: number): Reason[] {
  const { convolutionBiases, projectionParameters, missingProjectionParameters } = facts;
  return [
    {
      delta: convolutionBiases,
      because: message(
        'The {count} biases of the convolutions explain it: the norms behind them make them useless (`bias: false`).',
        { count: convolutionBiases },
      ),
    },
    {
      delta: projectionParameters,
      because: message('The {count} parameters of projections explain it: option A has none.', {
        count: projectionParameters,
      }),
    },
    {
      delta: -missingProjectionParameters,
      because: message('The missing projections explain it: option B would bring {count} parameters.', {
        count: missingProjectionParameters,
      }),
    },
    {
      delta: -statistics,
      because: message(
        'The moving statistics explain it: that count includes running means and variances, {count} here.',
        { count: statistics },
      ),
    },
  ];
}
