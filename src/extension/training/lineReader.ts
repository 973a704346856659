/** Cuts a stream of text chunks into whole lines; what follows the last line end waits for the next chunk. */
export class LineReader {
  #rest = '';

  push(chunk: string): string[] {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.filter((line) => line.trim() !== '');
  }

  /** What stands after the last line end. */
  get rest(): string {
    return this.#rest;
  }
}
