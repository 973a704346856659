import type { AnalyzeOptions } from '../../src/core/analyze.ts';

const IMAGES = [0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 28, 0, 0, 0, 28];
const LABELS = [0, 0, 8, 1, 0, 0, 0, 4, 0, 2, 1, 2];

/**
 * What specs of the fixtures are checked in: a folder `here` with every file of every data set (as IDX four
 * images of 28×28 with labels 0 to 2), nothing anywhere else, and 1 GB for a step of training.
 */
export const SURROUNDINGS: AnalyzeOptions = {
  datasetFiles: {
    exists: (path) => path.startsWith('here/'),
    read: (path) => {
      if (!path.startsWith('here/') || path.endsWith('.gz')) return null;
      return Uint8Array.from(path.includes('images') ? IMAGES : LABELS);
    },
  },
  trainingMemoryBytes: 1e9,
};
