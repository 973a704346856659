import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Where Keras is, from who could find it. */
export interface KerasPlace {
  readonly python: string;
  readonly packages: string;
  /** The program that takes lines. */
  readonly script: string;
}

/** What is trained, by the words of that program. */
export interface KerasNet {
  readonly block: string;
  /** Blocks in each of the three stages. */
  readonly repeat: number;
  readonly option: 'A' | 'B';
}

/** Keras in a process of its own, which does a step when it is asked for one. */
export class KerasProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string, undefined>;

  constructor({ python, packages, script }: KerasPlace) {
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      PYTHONPATH: packages,
      PYTHONNOUSERSITE: '1',
      PYTHONDONTWRITEBYTECODE: '1',
      // That of this process is for the product's own side; Keras' packages bring a library of the same version.
      LD_LIBRARY_PATH: '',
    };
    this.#child = spawn(python, [script], { env, stdio: ['pipe', 'pipe', 'ignore'] });
    if (this.#child.stdout === null) throw new Error('Keras has no output');
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** @returns its name and version, once it has loaded. */
  async started(): Promise<string> {
    return this.#line();
  }

  /** Makes the net that the next steps train. @returns how many numbers it trains. */
  async take({ block, repeat, option }: KerasNet, batch: number): Promise<number> {
    this.#child.stdin?.write(`net ${block} ${repeat} ${option} ${batch}\n`);
    return this.#number('parameters');
  }

  /** @returns milliseconds of one `train_on_batch`, by Python's clock. */
  async step(): Promise<number> {
    this.#child.stdin?.write('step\n');
    return this.#number('ms');
  }

  end(): void {
    this.#child.stdin?.end();
  }

  async #number(word: string): Promise<number> {
    const line = await this.#line();
    const [said, value] = line.split(' ');
    if (said !== word) throw new Error(`Keras says: ${line}`);
    return Number(value);
  }

  async #line(): Promise<string> {
    const next = await this.#lines.next();
    if (next.done === true) throw new Error('Keras ended early; run its script by hand to see why.');
    return next.value;
  }
}
