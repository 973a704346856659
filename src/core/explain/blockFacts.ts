import { type Message, message } from '../diagnostics/message.ts';
import type { CallNode, ModelNode, ResidualGroup } from '../model/model.ts';
import { branchSizes } from './branchSizes.ts';
import { explainResidual } from './explainResidual.ts';

/** The building blocks of a stage whose block has no text here to hover over: the first, and the others. */
export function blockFacts(nodes: readonly ModelNode[]): Message[] {
  const calls = nodes.filter((node): node is CallNode => node.type === 'call');
  const bodies = [...new Set(calls.map((call) => call.body))].slice(0, 2);
  return bodies.flatMap((body, i) => {
    const residuals = body.groups.filter((group): group is ResidualGroup => group.kind === 'residual');
    const who =
      bodies.length === 1
        ? message('Each block:')
        : i === 0
          ? message('The first block:')
          : message('The others:');
    const facts = residuals.flatMap((group) => [
      ...branchSizes(body, group),
      ...explainResidual(group.residual),
    ]);
    return facts.length === 0 ? [] : [who, ...facts];
  });
}
