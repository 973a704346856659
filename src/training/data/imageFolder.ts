import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageFolderPlan } from '../../core/plan/trainingPlan.ts';
import { randomFrom, seedOf } from '../randomness/randomFrom.ts';
import { TrainingError } from '../trainingError.ts';
import { type Dataset, type Examples, type ImageFiles, shareLabels } from './dataset.ts';
import { imageSize, openDecoder } from './decodeImage.ts';
import { damaged, unreadable } from './readDataFile.ts';

const TRAIN_FOLDER = 'train';
const TEST_FOLDERS = ['test', 'val', 'validation'];
const IMAGE_NAMES = /\.(jpe?g|png|webp|gif)$/i;
const FORMS = 'JPEG, PNG, WebP and GIF';

/** The images of one class. */
interface ClassFiles {
  readonly name: string;
  readonly paths: readonly string[];
}

/**
 * A folder a class, in the order of their names. Where there are folders `train` and `test` (or `val`, `validation`)
 * they hold the class folders; otherwise a share of each class is held back to test with, the same in every run.
 * Only the first image is looked into.
 */
export async function openImageFolder(folder: string, plan: ImageFolderPlan): Promise<Dataset> {
  requireFolder(folder);
  const { train, test } = readParts(folder, plan.testShare);
  const first = train[0]?.paths[0] ?? '';
  const [height, width] = plan.size ?? (await imageSize(await openDecoder(), first));
  const shape = [height, width, plan.channels] as const;
  const form = { shape, resize: plan.size === null ? null : plan.fit };
  return {
    name: folder,
    shape,
    classes: train.length,
    maxValue: 255,
    corrupt: plan.corrupt,
    train: toExamples(train, form),
    test: toExamples(test, form),
  };
}

function requireFolder(folder: string): void {
  let isFolder: boolean;
  try {
    isFolder = statSync(folder).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unreadable(folder, error);
    throw missing(`The folder ${folder} does not exist.`);
  }
  if (!isFolder) throw missing(`${folder} is a file, and a folder of images was expected.`);
}

function missing(text: string): TrainingError {
  return new TrainingError(
    'data.missing',
    2,
    `${text} Give the folder that holds one folder a class as the data set's \`path\`.`,
  );
}

interface Parts {
  readonly train: readonly ClassFiles[];
  readonly test: readonly ClassFiles[];
}

function readParts(folder: string, testShare: number): Parts {
  const testFolder = TEST_FOLDERS.map((name) => join(folder, name)).find((path) => existsSync(path));
  const trainFolder = join(folder, TRAIN_FOLDER);
  if (existsSync(trainFolder) && testFolder !== undefined) {
    const train = readClasses(trainFolder);
    return { train, test: sameClasses(train, readClasses(testFolder), testFolder) };
  }
  const classes = readClasses(folder);
  const parts = classes.map((files) => holdBack(files, testShare));
  return { train: parts.map(({ train }) => train), test: parts.map(({ test }) => test) };
}

function readClasses(folder: string): ClassFiles[] {
  const names = list(folder, false)
    .filter((name) => !name.startsWith('.') && statSync(join(folder, name)).isDirectory())
    .sort();
  if (names.length < 2) {
    const found = names.length === 0 ? 'none' : `only ${names.join()}`;
    throw damaged(
      folder,
      `expected at least two folders, one a class, found ${found}. Put the images of each class into a folder of its own, or name the folder that holds these`,
      '',
    );
  }
  return names.map((name) => readClass(folder, name));
}

function readClass(folder: string, name: string): ClassFiles {
  const path = join(folder, name);
  const files = list(path, true).sort();
  const paths = files.filter((file) => IMAGE_NAMES.test(file)).map((file) => join(path, file));
  if (paths.length > 0) return { name, paths };
  const found = files.length === 0 ? 'an empty folder' : `only other files, such as ${files[0] ?? ''}`;
  throw damaged(
    path,
    `expected images of the class ${name} (${FORMS}), found ${found}. Put images there, or take the folder away`,
    '',
  );
}

function list(folder: string, recursive: boolean): string[] {
  try {
    return readdirSync(folder, { recursive, encoding: 'utf8' });
  } catch (error) {
    throw unreadable(folder, error);
  }
}

/** The classes of the training images, with the images to test with; a class may have none. */
function sameClasses(
  train: readonly ClassFiles[],
  test: readonly ClassFiles[],
  folder: string,
): ClassFiles[] {
  const names = train.map(({ name }) => name);
  const unknown = test.find(({ name }) => !names.includes(name));
  if (unknown !== undefined) {
    throw damaged(
      join(folder, unknown.name),
      `expected a class that there are training images of (${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}), found the class ${unknown.name}. Rename or remove the folder`,
      '',
    );
  }
  return names.map((name) => test.find((files) => files.name === name) ?? { name, paths: [] });
}

/** By a shuffle that follows from the names alone; one image at least is learned from, and one held back. */
function holdBack({ name, paths }: ClassFiles, share: number): { train: ClassFiles; test: ClassFiles } {
  if (paths.length < 2) {
    throw damaged(
      paths[0] ?? name,
      `expected at least two images of the class ${name}, one to learn from and one to test with, found one. Add images, or make the folders train and test`,
      '',
    );
  }
  const random = randomFrom(seedOf(0, 'split', name));
  const drawn = paths.map((path) => ({ path, at: random() })).sort((a, b) => a.at - b.at);
  const held = Math.min(paths.length - 1, Math.max(1, Math.round(share * paths.length)));
  const heldPaths = new Set(drawn.slice(0, held).map(({ path }) => path));
  return {
    train: { name, paths: paths.filter((path) => !heldPaths.has(path)) },
    test: { name, paths: paths.filter((path) => heldPaths.has(path)) },
  };
}

function toExamples(classes: readonly ClassFiles[], form: Omit<ImageFiles, 'paths'>): Examples {
  const paths = classes.flatMap((files) => files.paths);
  const labels = classes.flatMap((files, label) => files.paths.map(() => label));
  return { count: paths.length, labels: shareLabels(labels), images: { paths, ...form } };
}
