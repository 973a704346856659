import type { Analysis } from '../analyze.ts';
import { SHIPPED_BLOCK_DOCS } from '../blocks/shippedBlocks.ts';
import { type Message, message } from '../diagnostics/message.ts';
import type { Attribute } from '../language/attributeTable.ts';
import { COMMON_KEYS, KINDS, type KindInfo } from '../language/kinds.ts';
import type { SpecBlock, SpecParameter } from '../spec/spec.ts';
import { attributeOf } from './attributeOf.ts';
import { escapeSnippet, type Offer, paragraph, verbatim, wordOffer } from './completion.ts';
import type { CursorPlace } from './cursorPlace.ts';
import type { LanguagePlace } from './languagePlace.ts';
import { valuesDoc } from './parameterDoc.ts';
import { layerSnippets } from './snippetOffers.ts';
import { usableBlocks } from './usableBlocks.ts';

/** What the keys beside a kind mean. */
export const COMMON_KEY_DOCS: Readonly<Record<(typeof COMMON_KEYS)[number], string>> = {
  name: 'A name, so that `from` can name it and the figures show it.',
  from: 'The producer, or a list of them; without it the layer above.',
  weights: 'The earlier layer whose weights this one uses; they are counted there.',
  when: 'Leaves the layer out where the value is 0: `when: $(stride > 1)`.',
};

/** Kinds with what they need, and the common keys: whichever a layer does not have yet. */
export function itemOffers(analysis: Analysis, place: CursorPlace): Offer[] {
  const hasKind = [...place.pairs.keys()].some((key) => KINDS.has(key));
  const common = COMMON_KEYS.filter((key) => !place.pairs.has(key)).map(
    (key): Offer => ({
      kind: 'key',
      label: key,
      detail: message('key of every layer'),
      doc: paragraph(COMMON_KEY_DOCS[key]),
      snippet: `${key}: $1`,
    }),
  );
  if (hasKind) return common;
  const kinds = [...KINDS.values()].map(kindOffer);
  const whole = place.pairs.size === 0 ? [...stageOffers(analysis), ...layerSnippets(analysis, place)] : [];
  return [...kinds, ...whole, ...(place.slot === 'entry' && place.pairs.size === 0 ? [] : common)];
}

/** Kinds as keys of `defaults`. */
export function kindKeyOffers(): Offer[] {
  const shortcut: Offer = {
    kind: 'key',
    label: 'shortcut',
    detail: message('default of every residual'),
    doc: paragraph(attributeOf('residual', 'shortcut')?.doc),
    snippet: 'shortcut: ${1:B}',
  };
  const kinds = [...KINDS.values()].filter((info) => Object.keys(info.table).length > 0);
  return [
    shortcut,
    ...kinds.map(
      (info): Offer => ({
        kind: 'kind',
        label: info.kind,
        detail: message('defaults of a kind'),
        doc: paragraph(info.doc),
        snippet: `${info.kind}: {$1}`,
      }),
    ),
  ];
}

function kindOffer(info: KindInfo): Offer {
  return {
    kind: 'kind',
    label: info.kind,
    detail: message('kind of layer'),
    doc: paragraph(info.doc),
    snippet: kindSnippet(info),
  };
}

/** The kind with the attributes that it needs; a bare word where it needs none. */
function kindSnippet(info: KindInfo): string {
  if (info.kind === 'residual') return 'residual:\n    branch:\n      - $0';
  if (info.kind === 'parallel') return 'parallel:\n    branches:\n      ${1:left}:\n        - $0';
  if (info.kind === 'stage') return 'stage: {block: ${1:basic}, filters: ${2:16}, repeat: ${3:2}}';
  if (info.kind === 'conv') return 'conv: {filters: ${1:16}, kernel: ${2:3}}';
  if (info.takesProducers) return `${info.kind}: [$1]`;
  const required = Object.entries(info.table).filter(([, attribute]) => attribute.required);
  if (required.length === 0) return info.kind;
  const [only] = required;
  if (required.length === 1 && only !== undefined && only[0] === info.shorthand) {
    return `${info.kind}: ${placeholder(only[1], 1)}`;
  }
  const parts = required.map(([name, attribute], i) => `${name}: ${placeholder(attribute, i + 1)}`);
  return `${info.kind}: {${parts.join(', ')}}`;
}

function placeholder(attribute: Attribute<unknown>, index: number): string {
  const words = attribute.type.words ?? [];
  return words.length === 0 ? `$${index}` : `\${${index}|${words.join(',')}|}`;
}

/** A stage of each block that can be used, its required parameters to be filled in. */
function stageOffers(analysis: Analysis): Offer[] {
  return usableBlocks(analysis).map((block): Offer => {
    const name = String(block.name.value);
    const required = block.parameters.filter((parameter) => parameter.required);
    const parts = required.map((parameter, i) => `${String(parameter.name.value)}: $${i + 1}`);
    const all = [`block: ${escapeSnippet(name)}`, ...parts, `repeat: $${required.length + 1}`];
    return {
      kind: 'block',
      label: `stage of ${name}`,
      detail: blockDetail(block),
      doc: blockDoc(block),
      snippet: `stage: {${all.join(', ')}}`,
    };
  });
}

/** Blocks as the value of `block` or `type`, or as keys of `defaults`. */
export function blockOffers(analysis: Analysis, use: 'value' | 'key'): Offer[] {
  return usableBlocks(analysis).map((block): Offer => {
    const name = String(block.name.value);
    const text = escapeSnippet(name);
    return {
      kind: 'block',
      label: name,
      detail: blockDetail(block),
      doc: blockDoc(block),
      snippet: use === 'value' ? text : `${text}: {$1}`,
    };
  });
}

function blockDetail(block: SpecBlock): Message {
  return block.source === 'file'
    ? message('block of this file')
    : message('block that ships with ResNet Designer');
}

/** What it is, and what it takes. */
function blockDoc(block: SpecBlock): readonly Message[] {
  const about = block.source === 'shipped' ? SHIPPED_BLOCK_DOCS[String(block.name.value)] : undefined;
  return [...paragraph(about), ...signature(block)];
}

/** What must be given, and what has a default. */
function signature({ parameters }: SpecBlock): Message[] {
  const named = (isRequired: boolean): string =>
    parameters
      .filter(({ required }) => required === isRequired)
      .map(({ name }) => `\`${String(name.value)}\``)
      .join(', ');
  const [required, optional] = [named(true), named(false)];
  return [
    ...(required === '' ? [] : [message('Required parameters: {parameters}.', { parameters: required })]),
    ...(optional === '' ? [] : [message('Further parameters: {parameters}.', { parameters: optional })]),
  ];
}

/** Attributes that are not written yet; for a stage or block also the parameters of the block that it names. */
export function attributeKeyOffers(
  analysis: Analysis,
  here: Extract<LanguagePlace, { type: 'kind' | 'blockDefaults' }>,
  pairs: ReadonlyMap<string, string>,
): Offer[] {
  const info = here.type === 'kind' ? KINDS.get(here.kind) : undefined;
  const attributes = Object.entries(info?.table ?? {}).map(
    ([name, attribute]): Offer => ({
      kind: 'key',
      label: name,
      detail: message(attribute.type.expected),
      doc: paragraph(attribute.doc),
      snippet: `${name}: ${name === 'branch' || name === 'projection' ? '\n  - ' : ''}$0`,
    }),
  );
  const parameters = blockParameters(analysis, here, pairs).map(
    (parameter): Offer => ({
      kind: 'key',
      label: String(parameter.name.value),
      detail: parameter.required
        ? message('required parameter of the block')
        : message('parameter of the block'),
      doc: defaultDoc(parameter),
      snippet: `${String(parameter.name.value)}: $0`,
    }),
  );
  const taken = new Set(attributes.map(({ label }) => label));
  return [...attributes, ...parameters.filter(({ label }) => !taken.has(label))].filter(
    ({ label }) => !pairs.has(label),
  );
}

function defaultDoc(parameter: SpecParameter): readonly Message[] {
  const { value } = parameter;
  const words = valuesDoc(parameter);
  return value?.type === 'scalar' && value.value !== null
    ? [message('If it is not written: `{fallback}`.', { fallback: String(value.value) }), ...words]
    : words;
}

/** The values that a parameter may have, where it may not have any. */
export function parameterValueOffers(
  analysis: Analysis,
  here: Extract<LanguagePlace, { type: 'kind' | 'blockDefaults' }>,
  name: string,
  pairs: ReadonlyMap<string, string>,
): Offer[] {
  const parameter = blockParameters(analysis, here, pairs).find((each) => each.name.value === name);
  return (parameter?.values ?? []).map((value) => wordOffer(String(value), verbatim(name)));
}

function blockParameters(
  analysis: Analysis,
  here: Extract<LanguagePlace, { type: 'kind' | 'blockDefaults' }>,
  pairs: ReadonlyMap<string, string>,
): SpecBlock['parameters'] {
  const named = here.type === 'blockDefaults' ? here.block : (pairs.get('block') ?? pairs.get('type'));
  if (here.type === 'kind' && KINDS.get(here.kind)?.takesParameters !== true) return [];
  return usableBlocks(analysis).find((block) => block.name.value === named)?.parameters ?? [];
}

/** The words that an attribute takes. An empty name is the kind's shorthand. */
export function attributeValueOffers(
  analysis: Analysis,
  { kind, name }: { readonly kind: string; readonly name: string },
  pairs: ReadonlyMap<string, string>,
): Offer[] {
  const info = KINDS.get(kind);
  const attributeName = name === '' ? info?.shorthand : name;
  if (info === undefined || attributeName === undefined || attributeName === null) return [];
  if ((kind === 'stage' && attributeName === 'block') || (kind === 'block' && attributeName === 'type')) {
    return blockOffers(analysis, 'value');
  }
  const attribute = attributeOf(kind, attributeName);
  if (attribute === undefined && info.takesParameters)
    return parameterValueOffers(analysis, { type: 'kind', kind, isDefault: false }, attributeName, pairs);
  return (attribute?.type.words ?? []).map((word) =>
    wordOffer(word, verbatim(attributeName), paragraph(attribute?.doc)),
  );
}
