import {
  SPEC_REQUESTS,
  type SpecInfo,
  selectVariantRequestSchema,
  specInfoRequestSchema,
} from '../../protocol/specInfo.ts';
import type { Feature } from '../feature.ts';
import { refreshCodeLenses } from './codeLenses.ts';

/** What the editor's commands ask about a spec, and the variant that it is shown as. */
export const specInfo: Feature = {
  capabilities: {},
  register(parts) {
    const { connection, documents } = parts;
    connection.onRequest(SPEC_REQUESTS.info, (params: unknown): SpecInfo | null => {
      const document = documents.get(specInfoRequestSchema.parse(params).uri);
      if (document === undefined) return null;
      const { spec, diagnostics } = document.analysis;
      return {
        uri: document.uri,
        version: document.version,
        name: spec.model === null ? '' : String(spec.model.value),
        variants: [...spec.variants],
        variant: document.variant,
        hasTraining: spec.train !== null,
        errors: diagnostics.filter(({ severity }) => severity === 'error').length,
      };
    });
    connection.onRequest(SPEC_REQUESTS.selectVariant, (params: unknown): null => {
      const { uri, variant } = selectVariantRequestSchema.parse(params);
      documents.selectVariant(uri, variant);
      // The text is the same, so an editor would keep the shapes of the other variant; one that cannot be asked does.
      connection.languages.inlayHint.refresh().catch(() => undefined);
      refreshCodeLenses(parts);
      return null;
    });
  },
};
