import type { Message } from '../diagnostics/message.ts';
import type { TextRange } from './textRange.ts';

/** A mistake found while reading the text as YAML, before any meaning is looked at. */
export interface YamlProblem {
  readonly code: 'spec.syntax' | 'spec.too-large' | 'spec.duplicate-name';
  readonly range: TextRange;
  readonly message: Message;
  /** True where the text itself is broken, so that what stands behind may be misread. */
  readonly isBreak?: true;
  readonly fix?: { readonly title: Message; readonly range: TextRange; readonly newText: string };
}
