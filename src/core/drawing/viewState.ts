/**
 * `stages`: every stage one box. `sizes`: what changes height, width or channels, and all between as one box.
 * `blocks`: each distinct block once, opened to its layers. `ops`: all.
 */
export const LEVELS = ['stages', 'sizes', 'blocks', 'ops'] as const;
export type Level = (typeof LEVELS)[number];

/** Where data flows to. */
export const DIRECTIONS = ['down', 'right'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** What is open. Everything that is not named in `toggled` follows from the level. */
export interface ViewState {
  readonly level: Level;
  /** Ids of stages, blocks and runs of equal blocks that differ from the level: true is open. */
  readonly toggled: Readonly<Record<string, boolean>>;
  /** Down where it is not said. */
  readonly direction?: Direction | undefined;
  /** True: with its plain twin beside it. */
  readonly twin?: boolean | undefined;
}

/**
 * What can be opened: a stage to its blocks, a block to its layers, a run (`×n`) to its single blocks. A
 * `network` is a block that is made of blocks; it is open on every level, or a file of towers would be a
 * row of closed boxes.
 */
export type Openable = 'stage' | 'block' | 'network' | 'run';

const OPEN_FROM: Readonly<Record<Openable, Level>> = {
  network: 'stages',
  stage: 'blocks',
  block: 'blocks',
  run: 'ops',
};

export function isOpen(view: ViewState, what: Openable, id: string): boolean {
  return view.toggled[id] ?? LEVELS.indexOf(view.level) >= LEVELS.indexOf(OPEN_FROM[what]);
}

/**
 * What is toggled inside the part at `path`, with names relative to it: equal for equal parts that show
 * the same, so that they can share one drawing.
 */
export function viewInside(view: ViewState, path: string): ViewState {
  const prefix = `${path}.`;
  const inside = Object.entries(view.toggled).filter(([id]) => id.startsWith(prefix));
  return {
    level: view.level,
    toggled: Object.fromEntries(inside.map(([id, open]) => [id.slice(prefix.length), open])),
  };
}

/** A key under which equal view states are equal. */
export function viewKey(view: ViewState): string {
  const toggled = Object.entries(view.toggled).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([view.level, toggled]);
}
