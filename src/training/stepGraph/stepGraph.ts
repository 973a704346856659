import * as tf from '@tensorflow/tfjs';
import type { GraphBackend, LoadedGraph } from '../backends/graphBackend.ts';
import { DONE, feedName, READ, RESTORE, resultName, variableName } from './graphNames.ts';

export const GRAPH_FILE = 'saved_model.pb';

/**
 * Functions over the same variables, each one call. The graph has variables of its own: `load` gives it the values of
 * those of TensorFlow.js, `save` gives them back.
 */
export class StepGraph {
  readonly #graph: LoadedGraph;
  readonly #variables: readonly tf.Variable[];

  /** @param folder with the graph's file. */
  constructor(graphs: GraphBackend, folder: string, variables: readonly tf.Variable[]) {
    this.#graph = graphs.load(folder);
    this.#variables = variables;
    this.load();
  }

  /** @returns what the function gives; the caller disposes. */
  run(name: string, feeds: Readonly<Record<string, tf.Tensor>>): tf.Tensor {
    const fed = new Map(Object.entries(feeds).map(([feed, tensor]) => [feedName(name, feed), tensor]));
    const [result] = this.#graph.run(fed, [resultName(name)]);
    if (result === undefined) throw new Error(`${name} gave nothing`);
    return result;
  }

  load(): void {
    const feeds = this.#variables.map(
      (variable, at) => [feedName(RESTORE, variableName(at)), variable] as const,
    );
    tf.dispose(this.#graph.run(new Map(feeds), [DONE]));
  }

  save(): void {
    const names = this.#variables.map((_, at) => `${READ}/${variableName(at)}`);
    const values = this.#graph.run(new Map(), names);
    this.#variables.forEach((variable, at) => {
      const value = values[at];
      if (value !== undefined) variable.assign(value);
    });
    tf.dispose(values);
  }

  dispose(): void {
    this.#graph.dispose();
  }
}
