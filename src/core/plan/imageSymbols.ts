import { type Message, message } from '../diagnostics/message.ts';
import { type BodyInput, type Model } from '../model/model.ts';
import type { ConcreteShape } from '../model/shape.ts';
import { symbolsOf } from '../symbolic/evaluateSize.ts';

/** What a run gives a model: images of this shape. */
export interface Images {
  /** The data set, as a person would call it. */
  readonly name: string;
  readonly shape: ConcreteShape;
}

/** What the symbols of a model's input stand for in a run; or why they cannot. */
export type ImageSymbols =
  | { readonly type: 'sizes'; readonly sizes: ReadonlyMap<string, number> }
  | { readonly type: 'conflict'; readonly input: string; readonly message: Message };

/** Each symbol of an input that is used, with the size that stands at its place in the images. */
export function imageSymbols(model: Model, images: Images): ImageSymbols {
  const sizes = new Map<string, number>();
  for (const { name, shape } of usedInputs(model)) {
    // Inputs of another rank and several of them are refused elsewhere, whatever their symbols stand for.
    if (shape === null || shape.length !== images.shape.length) continue;
    for (const [axis, dim] of shape.entries()) {
      const [symbol] = symbolsOf(dim);
      const size = images.shape[axis] ?? 0;
      if (symbol === undefined) continue;
      const before = sizes.get(symbol) ?? size;
      if (before !== size) {
        const args = { symbol, name, shape, before, size, set: images.name, images: images.shape };
        return { type: 'conflict', input: name, message: conflict(args, images.shape[2] ?? 0) };
      }
      sizes.set(symbol, size);
    }
  }
  return { type: 'sizes', sizes };
}

function conflict(args: Message['args'], channels: number): Message {
  return message(
    'The symbol `{symbol}` of `{name}` ({shape}) would have to be both {before} and {size}, since the images of {set} are {images}. Give each size a symbol of its own, such as `[H, W, {channels}]`.',
    { ...args, channels },
  );
}

/** The inputs that something reads. */
export function usedInputs({ body }: Model): readonly BodyInput[] {
  const used = new Set(
    body.nodes.flatMap(({ inputs }) => inputs.flatMap((ref) => (ref.kind === 'input' ? [ref.index] : []))),
  );
  return body.inputs.filter((_, index) => used.has(index));
}
