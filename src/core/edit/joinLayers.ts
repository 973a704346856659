import type { Analysis } from '../analyze.ts';
import type { TextEdit } from '../diagnostics/diagnostic.ts';
import { message } from '../diagnostics/message.ts';
import type { Refusable } from '../navigate/rename.ts';
import { setBeside } from './besideKey.ts';
import { accept, type MergeName, refuse } from './designEdit.ts';
import type { DraftPlan } from './draftPlan.ts';
import { insertAfter } from './insertLayer.ts';
import { endShapes, isHidden, type JoinEnd, joinCandidates, joinEnds } from './joinEnds.ts';
import { type JoinPlace, joinPlace } from './joinPlace.ts';
import { declaredAt, layerSymbols, usesOf } from './keepReferences.ts';
import { oneLine, writeLayer } from './layerText.ts';
import { canMerge } from './mergeFit.ts';
import { nameInStyle } from './nameInStyle.ts';
import type { PlacedItem } from './placedItem.ts';

/** A layer that takes several, behind the last of them; what followed that one follows what they give together. */
export function joinLayers(
  analysis: Analysis,
  ids: readonly string[],
  merge: MergeName,
  other: string | null,
): Refusable<DraftPlan> {
  const ends = joinedEnds(analysis, ids, merge, other);
  if (!ends.ok) return ends;
  const place = joinPlace(inOrderOf(merge, analysis, ends.value));
  if (!place.ok) return place;
  const names = namesOfEnds(analysis, place.value);
  if (names.hidden !== null) {
    return refuse(
      message('Where they join, `{name}` means another layer. Give one of the two another name first.', {
        name: names.hidden,
      }),
    );
  }
  const layer = oneLine(`${merge}: [${names.written.join(', ')}]`);
  const ownName = nameInStyle(analysis, merge, new Set(names.written));
  const inserted = insertAfter(analysis, place.value.anchor, ownName, (keys) => writeLayer(layer, keys));
  return inserted.ok ? accept(withNames(inserted.value, names)) : inserted;
}

function joinedEnds(
  analysis: Analysis,
  ids: readonly string[],
  merge: MergeName,
  other: string | null,
): Refusable<readonly JoinEnd[]> {
  const ends = joinEnds(analysis, ids);
  if (!ends.ok) return ends;
  const [first, second, third] = ends.value;
  if (first === undefined) return refuse(message('Select a layer first.'));
  if (third !== undefined && merge === 'gate') return refuse(message('`gate` joins two layers, not more.'));
  if (second !== undefined) return ends;
  if (first.type === 'input' || other === null)
    return refuse(message('Select the layer that it is to be joined with as well.'));
  const found = joinCandidates(analysis, first.placed).others.find(({ name }) => name === other);
  if (found === undefined)
    return refuse(message('`{name}` cannot be named where this layer stands.', { name: other }));
  return accept([found.end, first]);
}

/** A gate takes the map first; all others in the order of the text. */
function inOrderOf(merge: MergeName, analysis: Analysis, ends: readonly JoinEnd[]): readonly JoinEnd[] {
  if (merge !== 'gate') return ends;
  const shapes = endShapes(analysis, ends);
  return !canMerge(merge, shapes) && canMerge(merge, shapes.toReversed()) ? ends.toReversed() : ends;
}

interface EndNames {
  /** As the merge names them. */
  readonly written: readonly string[];
  /** What gives those a name that have none. */
  readonly edits: readonly TextEdit[];
  readonly given: readonly { readonly kind: string; readonly name: string }[];
  /** One that means something else where the merge stands. */
  readonly hidden: string | null;
}

/**
 * A layer that is called after its kind gets a name of its own, unless the file itself uses such names: they count, and
 * so mean another layer as soon as one is put in before.
 */
function namesOfEnds(analysis: Analysis, { anchor, ends }: JoinPlace): EndNames {
  const symbols = layerSymbols(analysis);
  const usesCounted = usesOf(analysis).some(({ symbol }) => symbol.kind === 'layer' && !symbol.isGiven);
  const named = new Map<number, string>();
  const edits: TextEdit[] = [];
  const given: { kind: string; name: string }[] = [];
  const nameOf = ({ item }: PlacedItem): string =>
    named.get(declaredAt(item)) ?? symbols.get(declaredAt(item))?.name ?? item.kind;
  for (const end of ends) {
    if (end.type === 'input' || end.placed.item.name !== null || usesCounted) continue;
    const { item } = end.placed;
    const name = nameInStyle(analysis, item.kind, new Set(named.values()));
    named.set(declaredAt(item), name);
    given.push({ kind: symbols.get(declaredAt(item))?.name ?? item.kind, name });
    edits.push(setBeside(analysis.text, end.placed, 'name', name));
  }
  const written = ends.map((end) => (end.type === 'input' ? end.name : end.inside(nameOf)));
  const declared = ends.map((end) =>
    end.type === 'input'
      ? { name: end.name, list: null }
      : { name: nameOf(end.outermost), list: end.outermost.list },
  );
  const hidden = declared.find((each) => isHidden(symbols, anchor, each))?.name ?? null;
  return { written, edits, given, hidden };
}

function withNames(draft: DraftPlan, { edits, given }: EndNames): DraftPlan {
  const [first] = given;
  if (first === undefined) return draft;
  const [inserted, ...others] = draft.edits;
  if (inserted === undefined || typeof draft.focus === 'number') return draft;
  // A name may belong right where the merge is put in: an editor would not say which of the two comes first.
  const beside = edits.find(({ range }) => range.start === inserted.range.start);
  const joined: TextEdit =
    beside === undefined
      ? inserted
      : {
          range: { start: beside.range.start, end: Math.max(beside.range.end, inserted.range.end) },
          newText: beside.newText + inserted.newText,
        };
  const at = draft.focus.at + (beside?.newText.length ?? 0);
  return {
    ...draft,
    edits: [...edits.filter((edit) => edit !== beside), joined, ...others],
    focus: { edit: joined, at },
    note: message('To be named there, `{layers}` will be called `{names}`.', {
      layers: given.map(({ kind }) => kind).join(', '),
      names: given.map(({ name }) => name).join(', '),
    }),
  };
}
