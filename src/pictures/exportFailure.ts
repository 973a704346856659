import type { Message } from '../core/diagnostics/message.ts';

/**
 * `tooLarge`: another format or view will do. `missing`: a part of the product is not there. `uncomparable`: what is
 * compared with cannot be built.
 */
export type ExportFailureKind = 'tooLarge' | 'missing' | 'uncomparable';

/** A file that cannot be made: what is wrong, and what to do next. */
export class ExportFailure extends Error {
  readonly kind: ExportFailureKind;
  readonly reason: Message;
  readonly whatToDo: Message;

  constructor(kind: ExportFailureKind, reason: Message, whatToDo: Message) {
    super(reason.template);
    this.name = 'ExportFailure';
    this.kind = kind;
    this.reason = reason;
    this.whatToDo = whatToDo;
  }
}
