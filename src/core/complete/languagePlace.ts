import { KINDS } from '../language/kinds.ts';
import type { PathStep } from './cursorPlace.ts';

/** What the language expects at a path of a document. */
export type LanguagePlace =
  | { readonly type: 'file' }
  | { readonly type: 'block' }
  /** Parameters of the file or of a block, and the overrides of a variant: names of the user. */
  | { readonly type: 'parameters' | 'variant' | 'blocks' | 'variants' | 'branches' }
  | { readonly type: 'defaults' }
  | { readonly type: 'layers' }
  | { readonly type: 'item' }
  /** The value of a kind's key: its attributes. `isDefault`: under `defaults`. */
  | { readonly type: 'kind'; readonly kind: string; readonly isDefault: boolean }
  /** Attributes of a block under `defaults`. */
  | { readonly type: 'blockDefaults'; readonly block: string }
  /** The value of one of them. */
  | { readonly type: 'parameterDefault'; readonly block: string; readonly name: string }
  | { readonly type: 'attribute'; readonly kind: string; readonly name: string }
  /** One or several names of producers. */
  | { readonly type: 'producers' }
  | { readonly type: 'train'; readonly path: readonly string[] }
  | { readonly type: 'unknown' };

const UNKNOWN: LanguagePlace = { type: 'unknown' };

export function languagePlace(path: readonly PathStep[]): LanguagePlace {
  return path.reduce<LanguagePlace>(descend, { type: 'file' });
}

function descend(place: LanguagePlace, step: PathStep): LanguagePlace {
  switch (place.type) {
    case 'file':
      return fileKey(step);
    case 'block':
      return step === 'parameters' || step === 'defaults' || step === 'layers' ? { type: step } : UNKNOWN;
    case 'blocks':
      return { type: 'block' };
    case 'variants':
      return { type: 'variant' };
    case 'branches':
      return { type: 'layers' };
    case 'layers':
      return typeof step === 'number' ? { type: 'item' } : UNKNOWN;
    case 'item':
      return itemKey(step);
    case 'defaults':
      return defaultsKey(step);
    case 'kind':
      return kindKey(place.kind, step);
    case 'attribute':
      return attributeKey(place.kind, place.name, step);
    case 'train':
      return typeof step === 'string' ? { type: 'train', path: [...place.path, step] } : place;
    case 'producers':
      return place;
    case 'blockDefaults':
      return typeof step === 'string'
        ? { type: 'parameterDefault', block: place.block, name: step }
        : UNKNOWN;
    case 'parameters':
    case 'parameterDefault':
    case 'variant':
    case 'unknown':
      return UNKNOWN;
  }
}

function fileKey(step: PathStep): LanguagePlace {
  switch (step) {
    case 'layers':
    case 'blocks':
    case 'variants':
    case 'parameters':
    case 'defaults':
      return { type: step };
    case 'outputs':
      return { type: 'producers' };
    case 'train':
      return { type: 'train', path: [] };
    default:
      return UNKNOWN;
  }
}

function itemKey(step: PathStep): LanguagePlace {
  if (step === 'from' || step === 'weights') return { type: 'producers' };
  return typeof step === 'string' && KINDS.has(step)
    ? { type: 'kind', kind: step, isDefault: false }
    : UNKNOWN;
}

function defaultsKey(step: PathStep): LanguagePlace {
  if (step === 'shortcut') return { type: 'attribute', kind: 'residual', name: 'shortcut' };
  if (typeof step !== 'string') return UNKNOWN;
  return KINDS.has(step)
    ? { type: 'kind', kind: step, isDefault: true }
    : { type: 'blockDefaults', block: step };
}

function kindKey(kind: string, step: PathStep): LanguagePlace {
  if (typeof step === 'number')
    return KINDS.get(kind)?.takesProducers === true ? { type: 'producers' } : UNKNOWN;
  if (kind === 'residual' && (step === 'branch' || step === 'projection')) return { type: 'layers' };
  if (kind === 'parallel' && step === 'branches') return { type: 'branches' };
  return { type: 'attribute', kind, name: step };
}

function attributeKey(kind: string, name: string, step: PathStep): LanguagePlace {
  if (kind === 'residual' && name === 'shortcut' && typeof step === 'number') return { type: 'item' };
  if (name === 'norm' && typeof step === 'string') return kindKey('norm', step);
  return UNKNOWN;
}
