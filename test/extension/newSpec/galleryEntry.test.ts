import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { galleryEntry, inGalleryOrder } from '../../../src/extension/newSpec/galleryEntry.ts';
import { exampleNames, exampleText } from '../../support/exampleSpecs.ts';

const entries = exampleNames().map((name) => galleryEntry(`${name}.resnet.yaml`, exampleText(name)));

describe('the gallery', () => {
  it('names every example and says in a sentence what it is', () => {
    for (const { file, name, about, text } of entries) {
      expect(analyze(text).spec.model?.value, file).toBe(name);
      expect(about, file).toMatch(/^[A-Z"0-9].{15,159}[.?…]$/);
    }
    expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
    const [cifar] = entries.filter(({ file }) => file.startsWith('resnet-cifar10'));
    expect(cifar?.about).toBe(
      'The CIFAR-10 family of "Deep Residual Learning for Image Recognition" (arXiv 1512.03385, section 4.2).',
    );
  });

  it('begins with the one to start with', () => {
    const ordered = inGalleryOrder(entries);
    expect(ordered[0]?.file).toBe('resnet20-digits.resnet.yaml');
    expect(ordered).toHaveLength(entries.length);
  });

  it('takes a spec without a name or a comment as well', () => {
    expect(galleryEntry('net.resnet.yaml', 'input: [4]\n')).toMatchObject({ name: 'net', about: '' });
  });
});
