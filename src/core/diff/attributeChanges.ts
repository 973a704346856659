import type { AttributeChange } from './diffModels.ts';
import type { Unit } from './unit.ts';

/**
 * The attributes in which two units differ. One that only one of them has follows from another change, the type
 * of a norm or the kind of a layer, and is told only where that makes it new: `norm.groups` behind
 * `norm.type: batch → group`. What is passed to a block is always told.
 */
export function attributeChanges(before: Unit, after: Unit): AttributeChange[] {
  const names = [...new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)])];
  const differing = names
    .map((name) => ({
      name,
      before: before.attributes[name] ?? null,
      after: after.attributes[name] ?? null,
    }))
    .filter((each) => each.before !== each.after && isTold(each, before, after));
  if (before.kind === after.kind) return differing;
  return [{ name: 'kind', before: before.kind, after: after.kind }, ...differing];
}

function isTold(change: AttributeChange, before: Unit, after: Unit): boolean {
  if (change.before !== null && change.after !== null) return true;
  // As large a difference as another kind is said by that alone.
  if (before.kind !== after.kind) return false;
  if (isBlockUse(before) || change.name === 'weights') return true;
  const type = `${partOf(change.name)}type`;
  if (change.name === type) return true;
  const [old, young] = [before.attributes[type], after.attributes[type]];
  return change.after !== null && old !== undefined && young !== undefined && old !== young;
}

/** `norm.` of `norm.groups`, which a convolution's norm has; nothing for its own attributes. */
function partOf(name: string): string {
  return name.slice(0, name.indexOf('.') + 1);
}

/** Whether a unit puts a block in, so that its attributes are what it passes to that. */
export function isBlockUse({ kind }: Unit): boolean {
  return kind === 'block' || kind === 'stage';
}
