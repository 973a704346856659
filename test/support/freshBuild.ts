import { makePackage } from '../../.tools/package.ts';

/** Set for the rings by `npm test`, which has just built what they run. */
const built = 'RESNET_DESIGNER_BUILT';

/** The rings that start real processes run the bundles and the package: these are made anew before them. */
export default async function freshBuild(): Promise<void> {
  if (process.env[built] === undefined) await makePackage();
}
