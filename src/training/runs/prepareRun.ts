import type { RunFile } from '../../protocol/runFolder.ts';
import type { Backend } from '../backends/backend.ts';
import type { Dataset } from '../data/dataset.ts';
import { createNormalizer, type Normalizer } from '../data/normalizer.ts';
import { openDataset } from '../data/openDataset.ts';
import { Network } from '../network/network.ts';
import { trainableHeads } from '../network/trainableHeads.ts';
import { createOptimizer } from '../optimizers/optimizer.ts';
import { trainedVariables } from '../optimizers/trainedVariable.ts';
import type { Learner } from '../step/trainingStep.ts';
import { bindSymbols } from './bindSymbols.ts';
import { readSpec, type TrainableSpec } from './readSpec.ts';
import { runSource } from './runSource.ts';

export interface PreparedRun {
  readonly spec: TrainableSpec;
  readonly dataset: Dataset;
  readonly normalizer: Normalizer;
  readonly learner: Learner;
}

/** Reads the run's spec and data and builds its net with the first weights. */
export async function prepareRun(
  run: string,
  file: RunFile,
  program: string,
  backend: Backend,
): Promise<PreparedRun> {
  const source = runSource(run, file);
  const written = readSpec(source);
  const dataset = await openDataset(written.dataset, { baseFolder: file.baseFolder, program });
  const spec = bindSymbols(written, source, dataset);
  const { plan } = spec;
  const heads = trainableHeads(spec.model, spec.flat, dataset);
  const network = new Network(spec.flat, plan.seed);
  const trained = trainedVariables(network.variables, plan.weightDecay, plan.decayNorm);
  const optimizer = createOptimizer(plan.optimizer, trained);
  return {
    spec,
    dataset,
    normalizer: await createNormalizer(dataset, plan.normalize),
    learner: {
      network,
      trained,
      optimizer,
      heads,
      kernels: backend.kernels,
      labelSmoothing: plan.labelSmoothing,
    },
  };
}
