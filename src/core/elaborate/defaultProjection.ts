import { readAttributes } from '../language/attributeTable.ts';
import type { Evaluated } from '../language/evaluated.ts';
import type { ConvAttributes, Pair } from '../model/op.ts';
import { isMap, type MaybeShape } from '../model/shape.ts';
import { CONV_TABLE } from '../ops/conv.ts';
import { definitionOf } from '../ops/registry.ts';
import { fitAll } from '../symbolic/fit.ts';
import { addSizes, isSymbolic, type Size } from '../symbolic/symbolicSize.ts';
import { levelOf } from './defaults.ts';
import { normLevels } from './items/convolutionItem.ts';
import { lastConvolutionNorm } from './lastConvolutionNorm.ts';
import type { ItemContext } from './listContext.ts';
import { type NormSettings, normAttributes, resolveNorm } from './normSettings.ts';

/** One 1×1 convolution with the branch's channels and the shortcut's stride, and its norm with γ at 1. */
export interface DefaultProjection {
  readonly attributes: ConvAttributes;
  readonly norm: NormSettings | null;
  /** False where a default that reaches it is bad. */
  readonly complete: boolean;
}

export function defaultProjection(branch: MaybeShape, stride: Pair, context: ItemContext): DefaultProjection {
  const { body, defaults, scope, report, place } = context;
  const levels = [levelOf(body.file.defaults, 'conv'), levelOf(defaults, 'conv')];
  const owner = { item: new Map<string, Evaluated>(), levels, owner: place, ownerName: 'projection' };
  const norm = projectionNorm(context);
  const own = new Map<string, Evaluated>();
  const known = (value: number): Evaluated => ({
    kind: 'scalar',
    place,
    parameter: null,
    value,
    quoted: false,
  });
  const filters = branch?.[2] ?? 1;
  own.set('filters', known(isSymbolic(filters) ? 1 : filters));
  own.set('kernel', known(1));
  const { values, complete } = readAttributes(
    CONV_TABLE,
    { ...owner, levels: [own, ...levels] },
    scope,
    report,
  );
  const attributes = {
    ...values,
    stride,
    // Numbers are meant for the kernels of the other convolutions; a 1×1 one needs no padding.
    padding: typeof values.padding === 'string' ? values.padding : ('same' as const),
    bias: values.bias ?? norm === null,
  };
  return { attributes, norm, complete };
}

/** The norm of the branch's last convolution, else `defaults.conv.norm`; γ starts at 1 in either case. */
function projectionNorm(context: ItemContext): NormSettings | null {
  const { body, defaults, scope, report, place, path } = context;
  const found = lastConvolutionNorm(body.builder, `${path}.branch`);
  const levels = [levelOf(body.file.defaults, 'conv'), levelOf(defaults, 'conv')];
  const settings =
    found === null
      ? resolveNorm(
          { item: new Map<string, Evaluated>(), levels, owner: place, ownerName: 'projection' },
          normLevels(context),
          scope,
          report,
        ).settings
      : found.settings;
  return settings === null ? null : { ...settings, gamma_init: 1 };
}

/** How many values it would learn; null where it could not be built. */
export function projectionParameters(
  input: MaybeShape,
  branch: MaybeShape,
  stride: Pair,
  context: ItemContext,
): Size | null {
  if (input === null || branch === null || !isMap(input) || !isMap(branch)) return null;
  const quiet: ItemContext = { ...context, report: () => undefined };
  const { attributes, norm, complete } = defaultProjection(branch, stride, quiet);
  const { groups } = attributes;
  const divide = [input[2], branch[2]].map((size) => ({ type: 'divisible', size, divisor: groups }) as const);
  if (!complete || fitAll(divide).type !== 'always') return null;
  const conv = { kind: 'conv', attributes } as const;
  const ofNorm = norm === null ? null : normAttributes(norm, branch);
  const normOp = ofNorm === null ? null : ({ kind: 'norm', attributes: ofNorm } as const);
  return addSizes(
    definitionOf(conv).cost(attributes, [input], branch).trainable,
    normOp === null ? 0 : definitionOf(normOp).cost(normOp.attributes, [branch], branch).trainable,
  );
}
