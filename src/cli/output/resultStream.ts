import type { Writable } from 'node:stream';

/** Where results go, and what became of it: on a full disk or a closed pipe the rest is dropped. */
export class ResultStream {
  readonly #stream: Pick<Writable, 'write'>;
  readonly #onFailure: (message: string) => void;
  readonly #ended = new AbortController();
  #hasFailed = false;

  /** @param onFailure is called once with what to say; not for a reader that has seen enough (`| head -1`). */
  constructor(stream: Pick<Writable, 'write' | 'on'>, onFailure: (message: string) => void) {
    this.#stream = stream;
    this.#onFailure = onFailure;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.#end(error);
    });
  }

  /** Aborted when nothing more can be written. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  write(text: string): void {
    if (this.ended.aborted) return;
    try {
      this.#stream.write(text);
    } catch (error) {
      this.#end(error as NodeJS.ErrnoException);
    }
  }

  #end({ code = 'unknown' }: NodeJS.ErrnoException): void {
    if (this.ended.aborted) return;
    this.#hasFailed = code !== 'EPIPE';
    this.#ended.abort();
    if (!this.#hasFailed) return;
    const why = code === 'ENOSPC' || code === 'EDQUOT' ? 'the disk is full' : code;
    this.#onFailure(`The output could not be written (${why}). Send it to another place.`);
  }
}
