import { type Message, message } from '../diagnostics/message.ts';
import { evaluate } from '../language/evaluate.ts';
import { displayOf, type Evaluated, keyOf } from '../language/evaluated.ts';
import { mergeProblems } from '../language/mergeProblems.ts';
import { filePlace, type Place } from '../language/place.ts';
import type { Problem } from '../language/problem.ts';
import { Scope } from '../language/scope.ts';
import type { Body } from '../model/model.ts';
import { channelsOf, type Dim, formatShape, type MaybeShape } from '../model/shape.ts';
import type { SpecBlock } from '../spec/spec.ts';
import type { TextRange } from '../spec/textRange.ts';
import { isSymbolic } from '../symbolic/symbolicSize.ts';
import { BodyBuilder } from './bodyBuilder.ts';
import { type BodyContext, type FileContext, MAX_BLOCK_DEPTH, MAX_INSTANCES } from './context.ts';
import { readDefaults } from './defaults.ts';
import { finishBody } from './finishBody.ts';
import { type FoundNorm, lastConvolutionNorm } from './lastConvolutionNorm.ts';
import type { ElaborateList, ItemValue, NamedEntry, NameScope } from './listContext.ts';
import { resolvePath } from './resolveName.ts';
import type { Value } from './value.ts';

/** A block with its arguments and its input's shape, made once for all equal uses. */
export interface BlockInstance {
  readonly body: Body;
  readonly output: MaybeShape;
  /** A value of the body by its dotted path, into the blocks that it uses. */
  readonly resolve: (path: string) => ItemValue | null;
  /** With places relative to the use. */
  readonly problems: readonly Problem[];
  /** It was not built to its end, which is reported already. */
  readonly isTooLarge: boolean;
  readonly lastConvolutionNorm: FoundNorm | null;
}

export interface BlockUse {
  readonly block: SpecBlock;
  /** What the use passes, evaluated where it is written. */
  readonly args: ReadonlyMap<string, Evaluated>;
  readonly input: MaybeShape;
  /** 1 … repeat. */
  readonly index: number;
  readonly repeat: number;
}

/** The instance for a use: the one that its equals share. */
export function instanceOf(use: BlockUse, file: FileContext, elaborateList: ElaborateList): BlockInstance {
  const key = instanceKey(use, file);
  const known = file.instances.get(key);
  if (known !== undefined) return known;
  file.used.add(use.block);
  const instance = build(use, file, elaborateList);
  file.instances.set(key, instance);
  return instance;
}

/** `$index` and `$repeat` tell instances apart only where the block's text names them. */
function instanceKey({ block, args, input, index, repeat }: BlockUse, file: FileContext): string {
  const uses = builtInsOf(file.texts.get(block)?.expressions ?? []);
  const passed = [...args].map(([name, value]) => `${name}=${keyOf(value)}`).sort();
  return [
    block.source,
    String(block.name.value),
    ...passed,
    `@${input === null ? '?' : formatShape(input)}`,
    uses.index ? `#${index}` : '',
    uses.repeat ? `/${repeat}` : '',
  ].join('|');
}

interface UsedBuiltIns {
  readonly in: boolean;
  readonly index: boolean;
  readonly repeat: boolean;
}

function builtInsOf(expressions: readonly string[]): UsedBuiltIns {
  return {
    in: expressions.some((text) => /\bin\b/.test(text)),
    index: expressions.some((text) => /\bindex\b/.test(text)),
    repeat: expressions.some((text) => /\brepeat\b/.test(text)),
  };
}

function build(use: BlockUse, file: FileContext, elaborateList: ElaborateList): BlockInstance {
  const { block, input } = use;
  const builder = new BodyBuilder();
  const problems = new Map<string, Problem>();
  const report = (problem: Problem): void => {
    // Once each: a block that is used in many ways would else pass on as many copies.
    const key = `${problem.code}${JSON.stringify(problem.place)}`;
    const known = problems.get(key);
    problems.set(key, known === undefined ? problem : mergeProblems(known, problem));
  };
  const scope = new Scope(block.source);
  const args = defineNames(use, scope, report);
  const context: BodyContext = {
    file,
    builder,
    scope,
    defaults: readDefaults(block.defaults, file.blocks, scope, report),
    report,
    isBlock: true,
    state: { hasReferenceMistake: false, isTooLarge: false },
  };
  const start: Value = { ref: { kind: 'input', index: 0 }, shape: input, place: { kind: 'input' } };
  file.limits.depth++;
  const refusal = refusalOf(file);
  const symbol = symbolOfIn(use, file);
  const result =
    refusal !== null
      ? refuse(refusal, start, context)
      : symbol !== null
        ? reportSymbol(symbol, start, context)
        : elaborateList({
            node: file.texts.get(block)?.layers ?? null,
            what: 'layers',
            input: start,
            context: {
              ...context,
              body: context,
              source: block.source,
              prefix: '',
              group: null,
              names: new InputScope(start),
              formOnly: false,
            },
          });
  file.limits.depth--;
  if (result.type === 'split') {
    context.state.hasReferenceMistake = true;
    reportSplit(block, report);
  }
  const value = result.type === 'value' ? result.value : { ...result.from, shape: null };
  const body = finishBody({
    context,
    block: { name: String(block.name.value), source: block.source, text: textOf(block), arguments: args },
    inputs: [{ name: 'input', shape: input, place: null }],
    outputs: [{ name: 'output', value }],
  });
  return {
    body,
    output: value.shape,
    resolve: (path) => resolvePath(path, builder),
    problems: [...problems.values()],
    isTooLarge: context.state.isTooLarge,
    lastConvolutionNorm: lastConvolutionNorm(builder, null),
  };
}

function textOf({ source, name, map }: SpecBlock): TextRange | null {
  return source === 'shipped' ? null : { start: name.start, end: Math.max(name.end, map?.end ?? 0) };
}

/** A block that ends in branches without a merge has nothing to give out. */
function reportSplit(block: SpecBlock, report: (problem: Problem) => void): void {
  const last = block.layers[block.layers.length - 1];
  report({
    code: 'spec.missing-key',
    place: last === undefined || block.source === 'shipped' ? { kind: 'block' } : filePlace(last.kindRange),
    message: message('This `parallel` ends the block and has no output of its own. Give it a `merge`.'),
  });
}

/** Why no further block is built; null where nothing speaks against it. */
function refusalOf({ limits, instances }: FileContext): Message | null {
  if (limits.depth > MAX_BLOCK_DEPTH) {
    return message('Blocks use each other more than {max} levels deep here.', { max: MAX_BLOCK_DEPTH });
  }
  if (instances.size < MAX_INSTANCES) return null;
  return message(
    'Blocks are used in more than {max} ways that differ in arguments or input shape, so the rest is not built.',
    { max: MAX_INSTANCES },
  );
}

/** Said once: whoever uses this block, however indirectly, is then not built further either. */
function refuse(why: Message, start: Value, { report, state }: BodyContext): { type: 'value'; value: Value } {
  state.isTooLarge = true;
  report({ code: 'spec.too-large', place: { kind: 'block' }, message: why });
  return { type: 'value', value: { ...start, shape: null } };
}

/** The channels that come in, where the block's expressions ask for them and they are no number. */
function symbolOfIn({ block, input }: BlockUse, file: FileContext): Dim | null {
  const channels = input === null ? 0 : channelsOf(input);
  return isSymbolic(channels) && builtInsOf(file.texts.get(block)?.expressions ?? []).in ? channels : null;
}

/** Symbols do not stand in expressions, and nothing can be built that depends on what they would give. */
function reportSymbol(channels: Dim, start: Value, { report }: BodyContext): { type: 'value'; value: Value } {
  report({
    code: 'spec.bad-expression',
    place: { kind: 'block' },
    message: message(
      '`$in` is the symbol {channels} here, and this block computes with it. Give the symbol a number, in the input or with `--set`.',
      { channels },
    ),
  });
  return { type: 'value', value: { ...start, shape: null } };
}

/** `input` within a block. */
class InputScope implements NameScope {
  readonly parent = null;
  readonly #value: Value;
  constructor(value: Value) {
    this.#value = value;
  }
  find(name: string): NamedEntry | undefined {
    if (name !== 'input') return undefined;
    return {
      path: 'input',
      force: () => ({ type: 'value', value: this.#value }),
      isLeftOut: () => false,
      place: null,
    };
  }
  names(): Iterable<string> {
    return ['input'];
  }
}

/** Built-ins and parameters; gives the arguments for display. */
function defineNames(
  { block, args, input, index, repeat }: BlockUse,
  scope: Scope,
  report: (problem: Problem) => void,
): Record<string, string> {
  const builtIn = (name: string, value: number | null): void => {
    const place: Place = { kind: 'block' };
    if (value === null) scope.define(name, { kind: 'unknown', place, parameter: null });
    else scope.define(name, { kind: 'scalar', place, parameter: null, value, quoted: false });
  };
  const channels = input === null ? null : channelsOf(input);
  builtIn('in', channels !== null && isSymbolic(channels) ? null : channels);
  builtIn('index', index);
  builtIn('repeat', repeat);
  const shown: Record<string, string> = {};
  for (const parameter of block.parameters) {
    const name = String(parameter.name.value);
    const passed = args.get(name);
    const value: Evaluated =
      passed !== undefined
        ? passedOn(passed, name)
        : parameter.value === null
          ? { kind: 'unknown', place: { kind: 'block' }, parameter: name }
          : { ...evaluate(parameter.value, scope, report), parameter: name };
    scope.define(name, value);
    if (!(value.kind === 'scalar' && value.value === null)) shown[name] = displayOf(value);
  }
  return shown;
}

/** An argument seen from within the block: whatever is wrong with it is wrong at the use. */
function passedOn(value: Evaluated, name: string): Evaluated {
  const place: Place = { kind: 'argument', name };
  switch (value.kind) {
    case 'scalar':
      return { kind: 'scalar', place, parameter: name, value: value.value, quoted: value.quoted };
    case 'unknown':
      return { kind: 'unknown', place, parameter: name };
    case 'list':
      return { ...value, place, parameter: name, items: value.items.map((item) => passedOn(item, name)) };
    case 'map':
      return {
        ...value,
        place,
        parameter: name,
        entries: value.entries.map((entry) => ({
          key: entry.key,
          keyPlace: place,
          value: passedOn(entry.value, name),
        })),
      };
  }
}
