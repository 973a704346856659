/** A spec that ships with the product, as the list of "New Spec" shows it. */
export interface GalleryEntry {
  /** The text after `model:`. */
  readonly name: string;
  readonly file: string;
  /** The first sentence of the comment that it begins with; '' without one. */
  readonly about: string;
  readonly text: string;
}

const MAX_ABOUT = 160;
/** Shown first: small, real, and trained in a minute. */
const FIRST_FILE = 'resnet20-digits.resnet.yaml';

export function galleryEntry(file: string, text: string): GalleryEntry {
  const name = /^model: *(.+?) *$/m.exec(text)?.[1] ?? file.replace(/\.resnet\.ya?ml$/, '');
  const comment = /^(?:#.*\r?\n)+/.exec(text)?.[0] ?? '';
  const prose = comment.replace(/^# ?/gm, '').replace(/\s+/g, ' ').trim();
  const sentence = /^.*?[.?](?= |$)/.exec(prose)?.[0] ?? prose;
  const about =
    sentence.length <= MAX_ABOUT ? sentence : `${sentence.slice(0, MAX_ABOUT - 1).replace(/ \S*$/, '')} …`;
  return { name, file, about, text };
}

export function inGalleryOrder(entries: readonly GalleryEntry[]): GalleryEntry[] {
  const rank = ({ file }: GalleryEntry): number => (file === FIRST_FILE ? 0 : 1);
  return [...entries].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}
