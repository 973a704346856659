import { type Message, message } from '../diagnostics/message.ts';
import { nearest } from '../language/nearest.ts';
import { filePlace } from '../language/place.ts';
import type { Problem, Report } from '../language/problem.ts';
import { formatCount } from '../model/formatCount.ts';
import type { Model } from '../model/model.ts';
import type { SpecScalar } from '../spec/node.ts';
import { compareStages, type StageDifference, sizeSymbols } from './compareStages.ts';
import { explainParameters } from './explainParameters.ts';
import { type ModelFacts, modelFacts } from './modelFacts.ts';
import { agrees, type Paper, type PaperFigure, type PaperNet } from './paper.ts';
import { PAPER_IDS, paperOf } from './papers.ts';

/** What a net and a paper's can be compared in, in this order. */
export const PAPER_PARTS = ['depth', 'stages', 'sizes', 'blocks', 'parameters'] as const;
export type PaperPart = (typeof PAPER_PARTS)[number];

/** What `paper:` was found to be worth. */
export interface PaperComparison {
  readonly id: string;
  /** The net of the paper that it was compared with; null where the paper has none of this depth. */
  readonly net: string | null;
  /** Whether nothing differs of what was compared. */
  readonly matches: boolean;
  /** What differs, as the diagnostics say it. */
  readonly differences: readonly Message[];
  readonly compared: readonly PaperPart[];
  /** In which parts it agrees, why others were not compared, and whether the paper itself has this net. */
  readonly notes: readonly Message[];
}

/**
 * Compares a model with the paper that the file names: its depth as the paper counts it, then stage by stage,
 * then what its blocks are made of, then its parameters. What follows from a difference is not reported again:
 * of a net of another depth nothing else, of one with other layers or blocks no parameters. Null without a
 * model, or where the paper is not known.
 */
export function comparePaper(paper: SpecScalar, model: Model | null, report: Report): PaperComparison | null {
  const id = String(paper.value);
  const known = paperOf(id);
  if (known === undefined) {
    report(unknownPaper(paper, id));
    return null;
  }
  if (model === null) return null;
  const facts = modelFacts(model);
  const depth = known.depthOf(facts);
  const net = known.net(depth, facts);
  const { differences, compared, left } =
    net === null ? otherDepth(known, depth, facts) : compareNet(known, net, facts);
  const place = filePlace(paper);
  for (const difference of differences) report({ severity: 'information', place, ...difference });
  return {
    id,
    net: net?.name ?? null,
    matches: differences.length === 0,
    differences: differences.map((difference) => difference.message),
    compared,
    notes: [
      ...(net === null || differences.length > 0 ? [] : [agreement(net, compared)]),
      ...(net === null || net.isListed ? [] : [unlisted(net, known)]),
      ...left,
    ],
  };
}

function unknownPaper(paper: SpecScalar, id: string): Problem {
  const place = filePlace(paper);
  const guess = nearest(id, PAPER_IDS);
  return {
    code: 'spec.out-of-range',
    severity: 'warning',
    place,
    message: message('There are no figures of a paper `{id}` to compare with. There are those of {known}.', {
      id,
      known: PAPER_IDS.join(', '),
    }),
    fixes:
      guess === null
        ? []
        : [
            {
              title: message('Change `{from}` to `{to}`', { from: id, to: guess }),
              changes: [{ type: 'replace', place, newText: guess }],
            },
          ],
  };
}

type Difference = Pick<Problem, 'code' | 'message' | 'related'> & Partial<Pick<Problem, 'place'>>;

function depthDiffers(paper: Paper, depth: number, facts: ModelFacts): Difference {
  const net = paper.net(paper.nearestDepth(depth), facts);
  const stage = net === null ? null : compareStages(facts.main, net);
  return {
    code: 'paper.depth-differs',
    message: message(
      depth === 1
        ? 'This net has one layer, and the paper has {depths}. It counts {rule}.'
        : 'This net has {depth} layers, and the paper has {depths}. It counts {rule}.',
      { depth, depths: message(paper.depths), rule: message(paper.depthRule) },
    ),
    ...(stage?.range === undefined || stage.range === null
      ? {}
      : { related: [{ place: filePlace(stage.range), message: stage.message }] }),
  };
}

interface Outcome {
  readonly differences: readonly Difference[];
  readonly compared: readonly PaperPart[];
  /** Why the other parts were not compared. */
  readonly left: readonly Message[];
}

function otherDepth(paper: Paper, depth: number, facts: ModelFacts): Outcome {
  return {
    differences: [depthDiffers(paper, depth, facts)],
    compared: ['depth'],
    left: [message('Nothing else was compared, since the depth differs.')],
  };
}

function compareNet(paper: Paper, net: PaperNet, facts: ModelFacts): Outcome {
  const stage = compareStages(facts.main, net);
  if (stage?.type === 'layers') {
    const differences = [stageDiffers(stage, net, facts, false)];
    const left = message('Sizes, blocks and parameters were not compared, since the layers differ.');
    return { differences, compared: ['depth', 'stages'], left: [left] };
  }
  const symbols = sizeSymbols(facts.main, net);
  const trait = traitDiffers(paper, net, facts);
  const reason = trait === null ? whyNoParameters(net, facts) : message('since the blocks differ');
  const parameters = reason === null ? parametersDiffer(net, facts) : null;
  const isEqual = reason === null && parameters === null;
  const ofStage = stage === null ? null : stageDiffers(stage, net, facts, isEqual);
  return {
    differences: [ofStage, trait, parameters].filter((each) => each !== null),
    compared: PAPER_PARTS.filter(
      (part) => !(part === 'sizes' && symbols.length > 0) && !(part === 'parameters' && reason !== null),
    ),
    left: [
      ...(symbols.length === 0 ? [] : [notCompared('sizes', dependsOn(symbols))]),
      ...(reason === null ? [] : [notCompared('parameters', reason)]),
    ],
  };
}

/** Null where they can be compared. */
function whyNoParameters({ name, parameters }: PaperNet, { parameterSymbols }: ModelFacts): Message | null {
  if (parameters === null) return message('since the paper prints none for {net}', { net: name });
  return parameterSymbols.length === 0 ? null : dependsOn(parameterSymbols);
}

function dependsOn(symbols: readonly string[]): Message {
  return message('since they depend on {symbols}', { symbols: symbols.join(', ') });
}

function notCompared(part: 'sizes' | 'parameters', why: Message): Message {
  return part === 'sizes'
    ? message('Sizes were not compared, {why}.', { why })
    : message('Parameters were not compared, {why}.', { why });
}

function agreement({ name }: PaperNet, compared: readonly PaperPart[]): Message {
  const [first = 'depth', ...others] = compared;
  const parts = others.reduce(
    (before, part, at) =>
      at === others.length - 1
        ? message('{before} and {part}', { before, part: message(part) })
        : message('{before}, {part}', { before, part: message(part) }),
    message(first),
  );
  return message('It agrees with {net} in {parts}.', { net: name, parts });
}

function unlisted({ name }: PaperNet, { depths }: Paper): Message {
  return message('The paper does not list {net}, which is of its family: it lists {depths}.', {
    net: name,
    depths: message(depths),
  });
}

/** The first trait of the paper's nets that this one lacks. */
function traitDiffers({ traits }: Paper, { name }: PaperNet, facts: ModelFacts): Difference | null {
  for (const trait of traits) {
    const difference = trait(facts, name);
    if (difference === null) continue;
    const range = difference.where?.range ?? null;
    return {
      code: 'paper.stage-differs',
      message: difference.message,
      ...(range === null ? {} : { place: filePlace(range) }),
    };
  }
  return null;
}

function stageDiffers(
  stage: StageDifference,
  net: PaperNet,
  facts: ModelFacts,
  hasEqualParameters: boolean,
): Difference {
  const cost = hasEqualParameters
    ? strideCost(net, facts)
    : message('The place of the stride changes the multiply-adds and no parameters.');
  return {
    code: 'paper.stage-differs',
    ...(stage.range === null ? {} : { place: filePlace(stage.range) }),
    message:
      stage.type === 'stride'
        ? message('{difference} {cost}', { difference: stage.message, cost })
        : stage.message,
  };
}

/** What the place of the stride explains: multiply-adds and not parameters. */
function strideCost({ macs }: PaperNet, facts: ModelFacts): Message {
  if (macs === null || facts.macs === null) {
    return message('Parameters are equal, multiply-adds are not.');
  }
  return message(
    'Parameters are equal; the place of the stride explains the multiply-adds, {found} here and {expected} in the paper. Later implementations ("v1.5") stride in the 3×3.',
    { found: facts.macs, expected: `${macs.value / 1e9}·10⁹` },
  );
}

function parametersDiffer(net: PaperNet, facts: ModelFacts): Difference | null {
  const { trainable } = facts;
  const expected = net.parameters;
  if (trainable === null || expected === null || agrees(trainable, expected)) return null;
  const says = message('{net} has {expected} parameters ({source}), this net {found}.', {
    net: net.name,
    expected: formatParameters(expected),
    source: message(expected.source),
    found: trainable,
  });
  const why = explainParameters(facts, expected);
  return {
    code: 'paper.parameters-differ',
    message: why === null ? says : message('{says} {why}', { says, why }),
  };
}

function formatParameters({ value, tolerance }: PaperFigure): Message | string {
  return tolerance > 0
    ? message('{millions} million', { millions: String(value / 1e6) })
    : formatCount(value);
}
