/** What the search for TensorFlow asks the machine. Tests give another one. */
export interface LibraryHost {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  exists(path: string): boolean;
  /** Names in a folder; empty where it cannot be read. */
  list(folder: string): readonly string[];
  /** Its standard output; null where the program is missing or fails. */
  output(program: string, args: readonly string[]): string | null;
}
