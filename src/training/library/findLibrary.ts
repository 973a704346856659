import { dirname, join } from 'node:path';
import type { LibrarySources } from '../../protocol/launcher.ts';
import type { LibraryHost } from './libraryHost.ts';

export const LIBRARY_FILES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'] as const;
/** A folder as the setting takes it, for tests and machines without an editor. */
const LIBRARY_VARIABLE = 'RESNET_TENSORFLOW_LIBRARY';

export interface SearchedPlace {
  readonly place: string;
  readonly found: boolean;
  readonly detail: string;
}

export interface LibrarySearch {
  /** The folder that holds the two files; null where no place has them. */
  readonly folder: string | null;
  /** Every place that was looked at, the one that was taken last. */
  readonly searched: readonly SearchedPlace[];
}

interface Place {
  readonly place: string;
  /** What to say where there is no folder to look into. */
  readonly nothing: string;
  /** Folders in which the files may lie; asked for only when it is this place's turn. */
  readonly folders: () => readonly string[];
}

/**
 * Looks for TensorFlow's shared library: the environment variable, the setting, Python's packages, what the
 * editor fetched, the checkout's cache. A Python with the `tensorflow` package already has it.
 * @param program the running program; a checkout's cache lies in a folder above it.
 */
export function findLibrary(sources: LibrarySources, program: string, host: LibraryHost): LibrarySearch {
  const searched: SearchedPlace[] = [];
  for (const { place, nothing, folders } of places(sources, program, host)) {
    const candidates = folders();
    const folder = candidates.find((candidate) => holdsLibrary(candidate, host));
    if (folder !== undefined) {
      return { folder, searched: [...searched, { place, found: true, detail: folder }] };
    }
    const detail = candidates.length === 0 ? nothing : `no ${LIBRARY_FILES[0]} in ${candidates.join(' or ')}`;
    searched.push({ place, found: false, detail });
  }
  return { folder: null, searched };
}

function places(sources: LibrarySources, program: string, host: LibraryHost): Place[] {
  const list: Place[] = [];
  const variable = host.env[LIBRARY_VARIABLE];
  if (variable !== undefined && variable !== '') {
    list.push(givenPlace(`the variable ${LIBRARY_VARIABLE}`, variable, host));
  }
  const { path, python, storage } = sources;
  if (path !== null) list.push(givenPlace('the setting', path, host));
  list.push({
    place: `the packages of ${python ?? 'python3'}`,
    nothing: 'there is no such Python',
    folders: () => pythonFolders(python, host),
  });
  if (storage !== null) {
    const folders = (): string[] => storedFolders(storage, host);
    list.push({ place: 'what the editor fetched', nothing: 'nothing was fetched yet', folders });
  }
  list.push({
    place: 'what a checkout fetched',
    nothing: 'this is no checkout, or it has fetched nothing',
    folders: () => cachedFolders(program, host),
  });
  return list;
}

function givenPlace(place: string, path: string, host: LibraryHost): Place {
  return { place, nothing: `${path} is no Python that answers`, folders: () => givenFolders(path, host) };
}

function holdsLibrary(folder: string, host: LibraryHost): boolean {
  return LIBRARY_FILES.every((name) => host.exists(join(folder, name)));
}

/** The path of a library's folder, of an environment, or of a python in one. */
function givenFolders(path: string, host: LibraryHost): string[] {
  const isProgram = /python[\d.]*(\.exe)?$/.test(path);
  return isProgram
    ? pythonFolders(path, host)
    : [path, join(path, 'tensorflow'), ...packageFolders(path, host)];
}

function pythonFolders(python: string | null, host: LibraryHost): string[] {
  const environment = host.env['VIRTUAL_ENV'] ?? host.env['CONDA_PREFIX'];
  const active = python === null && environment !== undefined ? packageFolders(environment, host) : [];
  // Asks where packages lie; TensorFlow itself is not imported, which would take seconds.
  const script =
    'import sysconfig; print(sysconfig.get_path("platlib")); print(sysconfig.get_path("purelib"))';
  const answer = host.output(python ?? 'python3', ['-I', '-c', script]) ?? '';
  const asked = answer.split(/\r?\n/).filter((line) => line !== '');
  return [...new Set([...active, ...asked.map((folder) => join(folder, 'tensorflow'))])];
}

/** `tensorflow` in an environment's site-packages, whatever the version of its Python. */
function packageFolders(environment: string, host: LibraryHost): string[] {
  const lib = join(environment, 'lib');
  return host
    .list(lib)
    .filter((name) => name.startsWith('python'))
    .map((name) => join(lib, name, 'site-packages', 'tensorflow'));
}

/** `tensorflow-VERSION` folders, the newest first. */
function storedFolders(storage: string, host: LibraryHost): string[] {
  return host
    .list(storage)
    .filter((name) => /^tensorflow-[\d.]+$/.test(name))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((name) => join(storage, name));
}

function cachedFolders(program: string, host: LibraryHost): string[] {
  for (let above = dirname(program); ; above = dirname(above)) {
    const cache = join(above, '.cache', 'tensorflow');
    const versions = [...host.list(cache)].sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
    if (versions.length > 0) return versions.map((version) => join(cache, version, 'lib'));
    if (dirname(above) === above) return [];
  }
}
