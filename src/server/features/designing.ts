import { type Message, message } from '../../core/diagnostics/message.ts';
import { DESIGN_REQUEST, type DesignServerAnswer, designRequestSchema } from '../../protocol/graphDesign.ts';
import { designAnswer } from '../designAnswer.ts';
import type { SpecDocument } from '../documents.ts';
import { isDrawable } from '../drawable.ts';
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
          : { kind: 'refused', reason: format(whyOlder(document)) };
      return Promise.resolve(answer);
    });
  },
};

/** A drawing of another text than the newest: a newer one is on its way, or there is none. */
function whyOlder(newest: SpecDocument | undefined): Message {
  return newest === undefined || isDrawable(newest.analysis)
    ? message('The text has changed meanwhile. Try again.')
    : message('The text has mistakes and cannot be drawn as it is. Mend them first.');
}
