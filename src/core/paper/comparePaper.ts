import { type Message, message } from '../diagnostics/message.ts';
import { nearest } from '../language/nearest.ts';
import { filePlace } from '../language/place.ts';
import type { Problem, Report } from '../language/problem.ts';
import { formatCount } from '../model/formatCount.ts';
import type { Model } from '../model/model.ts';
import type { SpecScalar } from '../spec/node.ts';
import { compareStages, type StageDifference } from './compareStages.ts';
import { explainParameters } from './explainParameters.ts';
import { type ModelFacts, modelFacts } from './modelFacts.ts';
import { agrees, type Paper, type PaperFigure, type PaperNet } from './paper.ts';
import { PAPER_IDS, paperOf } from './papers.ts';

/** What `paper:` was found to be worth. */
export interface PaperComparison {
  readonly id: string;
  /** The net of the paper that it was compared with; null where the paper has none of this depth. */
  readonly net: string | null;
  readonly matches: boolean;
  /** What differs, as the diagnostics say it. */
  readonly differences: readonly Message[];
}

/**
 * Compares a model with the paper that the file names: its depth as the paper counts it, then stage by stage,
 * then its parameters. What follows from a difference is not reported again: of a net of another depth nothing
 * else, of one with other layers no parameters. Null without a model, or where the paper is not
 * known.
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
  const problems = net === null ? [depthDiffers(known, depth, facts)] : netDiffers(net, facts);
  const place = filePlace(paper);
  for (const problem of problems) report({ severity: 'information', place, ...problem });
  return {
    id,
    net: net?.name ?? null,
    matches: problems.length === 0,
    differences: problems.map((problem) => problem.message),
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
    message: message('This net has {depth} layers, and the paper has {depths}. It counts {rule}.', {
      depth,
      depths: message(paper.depths),
      rule: message(paper.depthRule),
    }),
    ...(stage?.range === undefined || stage.range === null
      ? {}
      : { related: [{ place: filePlace(stage.range), message: stage.message }] }),
  };
}

function netDiffers(net: PaperNet, facts: ModelFacts): Difference[] {
  const stage = compareStages(facts.main, net);
  const differences = stage === null ? [] : [stageDiffers(stage, net, facts)];
  if (stage !== null && stage.type === 'layers') return differences;
  const parameters = net.parameters === null ? null : parametersDiffer(net, net.parameters, facts);
  return parameters === null ? differences : [...differences, parameters];
}

function stageDiffers(stage: StageDifference, net: PaperNet, facts: ModelFacts): Difference {
  return {
    code: 'paper.stage-differs',
    ...(stage.range === null ? {} : { place: filePlace(stage.range) }),
    message:
      stage.type === 'stride'
        ? message('{difference} {cost}', { difference: stage.message, cost: strideCost(net, facts) })
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

function parametersDiffer(net: PaperNet, expected: PaperFigure, facts: ModelFacts): Difference | null {
  const { trainable } = facts;
  if (trainable === null || agrees(trainable, expected)) return null;
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

function formatParameters({ value, isRounded }: PaperFigure): Message | string {
  return isRounded ? message('{millions} million', { millions: String(value / 1e6) }) : formatCount(value);
}
