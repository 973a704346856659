import { DESIGN_REQUEST, type DesignServerAnswer, designRequestSchema } from '../../protocol/graphDesign.ts';
import { designAnswer, TEXT_HAS_CHANGED } from '../designAnswer.ts';
import type { Feature } from '../feature.ts';

/** What can be done at the nodes of a drawing, what each would change, and the edits that do it. */
export const designing: Feature = {
  capabilities: {},
  register({ connection, documents, format }) {
    connection.onRequest(DESIGN_REQUEST, (params: unknown): Promise<DesignServerAnswer> => {
      const { uri, version, ids, ask } = designRequestSchema.parse(params);
      const document = documents.get(uri);
      // An older drawing is of an older text.
      const answer: DesignServerAnswer =
        document?.version === version
          ? designAnswer(document.analysis, ids, ask, format)
          : { kind: 'refused', reason: format(TEXT_HAS_CHANGED) };
      return Promise.resolve(answer);
    });
  },
};
