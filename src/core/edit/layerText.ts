/** A layer that is to be written, in both styles. */
export interface LayerText {
  /** In block style, without the dash; further lines are indented from the item's column. */
  readonly lines: readonly string[];
  /** In brackets, without the braces around it: `conv: {filters: 16}`, or a bare `relu`. */
  readonly flow: string;
}

export function oneLine(text: string): LayerText {
  return { lines: [text], flow: text };
}

/** What stands beside a layer's kind. */
export interface BesideKeys {
  readonly name?: string;
  readonly from?: string;
  readonly when?: string;
}

/** An item as it is to stand in a list: its lines without the dash, and the whole of it in brackets. */
export interface WrittenItem {
  readonly lines: readonly string[];
  readonly flow: string;
}

export function writeLayer(layer: LayerText, keys: BesideKeys): WrittenItem {
  return { lines: blockLines(layer, keys), flow: flowItem(layer, keys) };
}

/** The layer with its keys, in block style; a bare word becomes a mapping where it gets keys. */
function blockLines({ lines, flow }: LayerText, keys: BesideKeys): string[] {
  const pairs = pairsOf(keys);
  if (pairs.length === 0) return [...lines];
  return isBare(flow) ? [`${flow}: {}`, ...pairs] : [...lines, ...pairs];
}

function flowItem({ flow }: LayerText, keys: BesideKeys): string {
  const pairs = pairsOf(keys);
  if (isBare(flow) && pairs.length === 0) return flow;
  return `{${[isBare(flow) ? `${flow}: {}` : flow, ...pairs].join(', ')}}`;
}

export function pairsOf({ name, from, when }: BesideKeys): string[] {
  return [
    ...(name === undefined ? [] : [`name: ${name}`]),
    ...(from === undefined ? [] : [`from: ${from}`]),
    ...(when === undefined ? [] : [`when: ${when}`]),
  ];
}

function isBare(flow: string): boolean {
  return !flow.includes(':');
}
