import { NO_VARIABLES, type OpImplementation } from './opImplementation.ts';

/** A spec with such a layer has a mistake, and no run begins with one. */
export const unknown: OpImplementation<'unknown'> = {
  variables: NO_VARIABLES,
  forward({ attributes }) {
    throw new Error(`there is no kind ${attributes.written}, and the spec was trained`);
  },
};
