import type { Analysis } from '../core/analyze.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Model } from '../core/model/model.ts';

/**
 * False while something is half typed: parts of the network would then come and go with every key, so the last
 * whole one is drawn instead. Shapes that do not fit are drawn, since that is where they are best seen.
 */
export function isDrawable({ diagnostics, model }: Analysis): boolean {
  return !diagnostics.some(isBlocking) && hasParts(model);
}

/** There is something to draw, were it only what is left of a broken text. */
export function hasParts(model: Model | null): model is Model {
  return model !== null && model.body.nodes.length > 0;
}

/** The one to tell of beside the drawing: what keeps the text from being drawn, else the first; null without any. */
export function toldError({ diagnostics }: Analysis): Diagnostic | null {
  return diagnostics.find(isBlocking) ?? diagnostics.find(({ severity }) => severity === 'error') ?? null;
}

function isBlocking({ code, severity }: Diagnostic): boolean {
  return severity === 'error' && /^(?:spec\.|reference\.|graph\.no-layers$)/.test(code);
}
