import type { ToGraph } from '../../src/protocol/graph.ts';
import type { DesignAnswer, DesignAsk } from '../../src/protocol/graphDesign.ts';
import type { PageControl } from './pageFeature.ts';

/** What it is about: the nodes, and the text that they were drawn from. */
export interface DesignSubject {
  readonly uri: string;
  readonly version: number;
  readonly ids: readonly string[];
}

/** Questions about a change, each with its answer. */
export class DesignQuestions {
  readonly #control: PageControl;
  readonly #open = new Map<number, (answer: DesignAnswer) => void>();
  #last = 0;

  constructor(control: PageControl) {
    this.#control = control;
  }

  async ask({ uri, version, ids }: DesignSubject, ask: DesignAsk): Promise<DesignAnswer> {
    this.#last += 1;
    const question = this.#last;
    return new Promise((resolve) => {
      this.#open.set(question, resolve);
      this.#control.host.post({ type: 'designAsk', question, uri, version, ids: [...ids], ask });
    });
  }

  receive(message: ToGraph): boolean {
    if (message.type !== 'designAnswer') return false;
    const resolve = this.#open.get(message.question);
    this.#open.delete(message.question);
    resolve?.(message.answer);
    return true;
  }
}
