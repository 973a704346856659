import { describe, expect, it } from 'vitest';
import { isStale, manifestFiles } from '../../.tools/contributions.ts';
import { generateManifest } from '../../src/extension/contributions.ts';

describe('the contributions in package.json', () => {
  it.each(manifestFiles().map((file) => [file.path.pathname.split('/').pop(), file] as const))(
    '%s is what the declarations say (else run .tools/contributions.ts)',
    (_name, file) => {
      expect(JSON.parse(file.actual)).toEqual(JSON.parse(file.expected));
      expect(isStale(file)).toBe(false);
    },
  );

  it('puts every word into package.nls.json', () => {
    const { packageFields, nls } = generateManifest();
    const used = [...JSON.stringify(packageFields).matchAll(/%([\w.]+)%/g)].map((match) => match[1]);
    expect(new Set(used)).toEqual(new Set(Object.keys(nls)));
  });

  it('lets no workspace choose a program or a library', () => {
    const text = JSON.stringify(generateManifest().packageFields);
    const { capabilities } = JSON.parse(text) as {
      capabilities: { untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] } };
    };
    expect(capabilities.untrustedWorkspaces.supported).toBe('limited');
    expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(
      expect.arrayContaining(['resnetDesigner.pythonPath', 'resnetDesigner.tensorflow.libraryPath']),
    );
  });
});
