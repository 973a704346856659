import type { Analysis } from '../core/analyze.ts';
import { type Message, message } from '../core/diagnostics/message.ts';
import type { DesignEdit } from '../core/edit/designEdit.ts';
import { type DesignOffers, designEdits } from '../core/edit/designEdits.ts';
import { planDesignEdit } from '../core/edit/planDesignEdit.ts';
import { type EditPreview, previewDesignEdit } from '../core/edit/previewDesignEdit.ts';
import { formatShape } from '../core/model/shape.ts';
import { formatChange } from '../core/symbolic/formatSize.ts';
import type {
  DesignAsk,
  DesignOffersAnswer,
  DesignPreview,
  DesignServerAnswer,
} from '../protocol/graphDesign.ts';

type Format = (message: Message) => string;

/** What is answered to a question about the nodes of a drawing of this text. */
export function designAnswer(
  analysis: Analysis,
  ids: readonly string[],
  ask: DesignAsk,
  format: Format,
): DesignServerAnswer {
  switch (ask.kind) {
    case 'offers':
      return { kind: 'offers', offers: offersOf(designEdits(analysis, ids), format) };
    case 'previews':
      return { kind: 'previews', previews: ask.edits.map((edit) => previewOf(analysis, ids, edit, format)) };
    case 'apply': {
      const plan = planDesignEdit(analysis, ids, ask.edit);
      if (!plan.ok) return { kind: 'refused', reason: format(plan.reason) };
      const edits = plan.value.edits.map(({ range: { start, end }, newText }) => ({ start, end, newText }));
      return { kind: 'edits', edits, focus: plan.value.focus };
    }
  }
}

function offersOf(offers: DesignOffers, format: Format): DesignOffersAnswer {
  const reason = (why: Message | null): string => (why === null ? '' : format(why));
  const { title, shortcutNow, extractName, copyBlock } = offers;
  return {
    title,
    shortcutNow,
    extractName,
    copyBlock,
    insertBefore: reason(offers.insertBefore),
    insertAfter: reason(offers.insertAfter),
    duplicate: reason(offers.duplicate),
    remove: reason(offers.remove),
    join: reason(offers.join),
    others: offers.others.map(({ name, shape, fits }) => ({
      name,
      shape: shape === null ? '' : formatShape(shape),
      fits: [...fits],
    })),
    wrap: reason(offers.wrap),
    shortcut: reason(offers.shortcut),
    extract: reason(offers.extract),
    numbers: [...offers.numbers],
    layers: [...offers.layers],
  };
}

function previewOf(
  analysis: Analysis,
  ids: readonly string[],
  edit: DesignEdit,
  format: Format,
): DesignPreview {
  const preview = previewDesignEdit(analysis, ids, edit);
  if (!preview.ok) return { isPossible: false, summary: '', error: format(preview.reason), note: '' };
  const { error, warning, note } = preview.value;
  return {
    isPossible: true,
    summary: summaryOf(preview.value, format),
    error: error === null ? '' : format(error),
    note: [note, warning].flatMap((each) => (each === null ? [] : [format(each)])).join(' '),
  };
}

/** `+9,248 parameters, +2,359,296 multiply-adds → 32×32×16`: what changes of them, and the shape that comes out. */
function summaryOf({ trainable, macs, output }: EditPreview, format: Format): string {
  const changes: string[] = [];
  if (trainable !== null && trainable !== 0)
    changes.push(format(message('{change} parameters', { change: formatChange(trainable) })));
  if (macs !== null && macs !== 0)
    changes.push(format(message('{change} multiply-adds', { change: formatChange(macs) })));
  if (trainable === 0 && macs === 0) changes.push(format(message('same parameters and multiply-adds')));
  const shape = output === null ? '' : ` → ${formatShape(output)}`;
  return `${changes.join(', ')}${shape}`.trim();
}
