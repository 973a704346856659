import { Command, InvalidArgumentError, Option } from 'commander';
import { CURVE_AXES, CURVE_FIGURES } from '../core/curves/curveView.ts';
import { DIRECTIONS } from '../core/drawing/viewState.ts';
import { exportEndings } from '../core/export/exportFormats.ts';
import { pictureScale } from '../core/export/pictureScale.ts';
import type { ExportFiles } from '../pictures/exportFiles.ts';
import type { ExitCode } from './commandFailure.ts';
import type { AnalyzeCommandOptions } from './commands/analyze.ts';
import type { CheckOptions } from './commands/check.ts';
import type { CurvesOptions } from './commands/curves.ts';
import type { DiffOptions } from './commands/diff.ts';
import type { EvaluateOptions } from './commands/evaluate.ts';
import type { FoldOptions } from './commands/fold.ts';
import type { GraphOptions } from './commands/graph.ts';
import { NOT_YET, notYet } from './commands/notYet.ts';
import type { TrainOptions } from './commands/train.ts';
import { collectSetting, onlyVariant } from './input/parameterSettings.ts';
import { refuseSettings } from './input/refusedSettings.ts';
import type { Terminal } from './terminal.ts';

/** What the commands need from whoever starts them. */
export interface ProgramContext {
  readonly version: string;
  readonly terminal: Terminal;
  /** The training program, `training.cjs`. */
  readonly trainingProgram: string;
  readonly exportFiles: ExportFiles;
  /** The page about the diagnostics, as a URI. */
  readonly helpPage: string;
  readonly end: (exitCode: ExitCode) => void;
}

/** All commands and options. A command's code is loaded when it is called, so that `analyze` starts at once. */
export function createProgram(context: ProgramContext): Command {
  const program = new Command('resnet')
    .description('Design, check, draw and train residual networks.')
    .version(context.version)
    .exitOverride()
    .configureOutput({
      writeOut: context.terminal.out,
      writeErr: context.terminal.note,
      outputError: (text, write) => {
        write(text.replace(/^error: /, 'resnet: '));
      },
    })
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nExit codes: 0 fine, 1 errors in the spec or run, 2 wrong usage or file, 3 missing here.',
    );
  addSpecCommands(program, context);
  addGraph(program, context);
  addDiff(program, context);
  addTrainingCommands(program, context);
  addFoldCommand(program, context);
  for (const name of ['export', 'import'] as const) addNotYet(program, name);
  program.showHelpAfterError('See: resnet --help');
  for (const command of program.commands) command.showHelpAfterError(`See: resnet ${command.name()} --help`);
  return program;
}

function addSpecCommands(program: Command, context: ProgramContext): void {
  const { terminal, version, helpPage, end } = context;
  withSpecOptions(
    program.command('check <file...>').description('say what is wrong in specs, and how to mend it'),
  )
    .addOption(formats('text', 'json', 'sarif', 'github'))
    .option('--memory <size>', 'warn where a training step needs more, such as 8GB', byteCount)
    .action(async (files: string[], options: CheckOptions) => {
      const { check } = await import('./commands/check.ts');
      end(check(files, options, terminal, { version, helpPage }));
    });
  withSpecOptions(
    program
      .command('analyze <file>')
      .description('shapes, parameters, multiply-adds, layers and activations'),
  )
    .addOption(formats('text', 'json', 'csv', 'markdown'))
    .option('--batch <n>', 'examples in a batch, for the size of its activations', positiveInteger)
    .action(async (file: string, options: AnalyzeCommandOptions) => {
      const { analyzeCommand } = await import('./commands/analyze.ts');
      end(analyzeCommand(file, options, terminal));
    });
}

const GRAPH_ENDS = `
What is written follows from the name's end: .svg and .pdf (text stays text), .png (--scale), .html (a page that opens and closes), .mmd (Mermaid), .dot or .gv
(Graphviz), .json (boxes and lines with their places); .csv and .md are the table of ops, as \`resnet analyze\` prints it, or with --before the list of changes, as \`resnet diff\` does.`;

function addGraph(program: Command, { terminal, exportFiles, end }: ProgramContext): void {
  withSpecOptions(program.command('graph <file>').description('draw the network'))
    .requiredOption('--out <file>', `where to draw: ${exportEndings().join(', ')}`)
    .addOption(
      new Option('--expand <what>', 'how much is opened')
        .choices(['stages', 'sizes', 'blocks', 'all'])
        .default('blocks'),
    )
    .addOption(new Option('--direction <way>', 'where data flows to').choices(DIRECTIONS).default('down'))
    .option('--twin', 'the same net without its shortcuts beside it')
    .option('--before <file>', 'mark what differs from an earlier spec')
    .option(
      '--before-variant <name>',
      'its variant (default: the same); alone, another variant of the same file',
    )
    .option('--scale <n>', 'pixels of a .png for one of the drawing (default: 2, or what fits)', scaleFactor)
    .addHelpText('after', GRAPH_ENDS)
    .action(async (file: string, options: GraphOptions) => {
      const { graph } = await import('./commands/graph.ts');
      end(await graph(file, options, terminal, exportFiles));
    });
}

function addDiff(program: Command, { terminal, end }: ProgramContext): void {
  withSpecOptions(
    program
      .command('diff <before> [after]')
      .description('what differs between two specs, or two variants of one, by meaning'),
  )
    .option('--against <name>', 'the variant of the second (default: that of the first)')
    .addOption(formats('text', 'json', 'csv', 'markdown'))
    .action(async (before: string, after: string | undefined, options: DiffOptions) => {
      const { diff } = await import('./commands/diff.ts');
      end(diff(before, after, options, terminal));
    });
}

const TRAIN_ENDS = `
Ctrl+C or SIGTERM stops the run with a last checkpoint; a second one ends it at once. Either way it goes on
with --resume RUN, with the numbers that it would have had.

Exit codes: 0 the run reached its end; 1 it did not: it was stopped, it diverged, or the spec or the data have
errors; 2 wrong usage, or a file that cannot be read or written; 3 missing here.`;

function addTrainingCommands(program: Command, { terminal, trainingProgram, end }: ProgramContext): void {
  withExecutionOptions(
    withSpecOptions(program.command('train [file]').description('train a spec on its data set')),
  )
    .option('--out <folder>', "the run's folder (default: a new one in runs/ beside the spec)")
    .addOption(
      new Option('--steps <n>', 'stop after so many steps').argParser(positiveInteger).conflicts('epochs'),
    )
    .option('--epochs <n>', 'stop after so many epochs', positiveInteger)
    .option('--batch <n>', 'examples in a step', positiveInteger)
    .option('--seed <n>', 'for weights, order and augmentation', naturalNumber)
    .option('--eager', 'operation by operation instead of one graph a step: slower, to compare')
    .option('--resume <run>', 'go on with a run from its last checkpoint')
    .addOption(formats('text', 'ndjson'))
    .addHelpText('after', TRAIN_ENDS)
    .action(async (file: string | undefined, options: TrainOptions) => {
      const { train } = await import('./commands/train.ts');
      end(await train(file, options, terminal, trainingProgram));
    });
  withExecutionOptions(
    refuseSettings(
      program.command('evaluate <run>').description("a run's figures on the test set"),
      'the run keeps the spec, the variant and the parameters that it was started with.',
    ),
  )
    .option('--checkpoint <name>', 'a file in its checkpoints/ (default: the best)')
    .addOption(formats('text', 'json'))
    .action(async (run: string, options: EvaluateOptions) => {
      const { evaluate } = await import('./commands/evaluate.ts');
      end(await evaluate(run, options, terminal, trainingProgram));
    });
  addControlCommands(program, terminal, end);
  refuseSettings(
    program.command('runs [folder]').description('the runs in a folder (default: runs)'),
    'it lists every run, with the variant that each was started with.',
  )
    .addOption(formats('text', 'json', 'csv'))
    .action(async (folder: string | undefined, options: { format: 'text' | 'json' | 'csv' }) => {
      const { listRuns } = await import('./commands/runs.ts');
      end(await listRuns(folder, options.format, terminal));
    });
  addCurves(program, terminal, end);
  refuseSettings(
    program.command('doctor').description('what can train here, and what is missing for the rest'),
    'it looks at this machine, not at a spec.',
  )
    .addOption(formats('text', 'json'))
    .action(async (options: { format: 'text' | 'json' }) => {
      const { doctor } = await import('./commands/doctor.ts');
      end(await doctor(options.format, terminal, trainingProgram));
    });
}

function addCurves(program: Command, terminal: Terminal, end: ProgramContext['end']): void {
  refuseSettings(
    program
      .command('curves <run...>')
      .description('the curves of runs: points as CSV, or one picture of all'),
    'each run keeps the spec, the variant and the parameters that it was started with.',
  )
    .option('--out <file>', 'where to write: .csv or .svg (default: CSV to the output)')
    .addOption(new Option('--axis <what>', 'along the picture').choices(CURVE_AXES).default('step'))
    .addOption(new Option('--figure <what>', 'only this one in the picture').choices(CURVE_FIGURES))
    .option('--log', 'a logarithmic scale in the picture')
    .option('--smooth <steps>', 'the mean of the training curve over about so many steps', naturalNumber, 0)
    .action(async (folders: string[], options: CurvesOptions) => {
      const { curves } = await import('./commands/curves.ts');
      end(curves(folders, options, terminal));
    });
}

function addControlCommands(program: Command, terminal: Terminal, end: ProgramContext['end']): void {
  const why = 'the run keeps the spec, the variant and the parameters that it was started with.';
  const add = (name: 'pause' | 'continue' | 'stop', does: string): void => {
    refuseSettings(program.command(`${name} <run>`).description(does), why).action(async (run: string) => {
      const { continueRun, pauseRun, stopRun } = await import('./commands/controlRun.ts');
      end(await { pause: pauseRun, continue: continueRun, stop: stopRun }[name](run, terminal));
    });
  };
  add('pause', 'let a run wait, with all that it has, and use no processor');
  add('continue', 'let a paused run go on');
  add('stop', 'end a run with a last checkpoint, wherever it was started');
}

function addFoldCommand(program: Command, { terminal, trainingProgram, end }: ProgramContext): void {
  refuseSettings(
    program
      .command('fold <run>')
      .description('a run with the same outputs at test and fewer layers: norms and branches in the kernels'),
    'the run keeps the spec, the variant and the parameters that it was started with.',
  )
    .requiredOption('--out <folder>', "the folded run's folder")
    .option('--checkpoint <name>', 'a file in its checkpoints/ (default: the best)')
    .addOption(formats('text', 'json'))
    .action(async (run: string, options: FoldOptions) => {
      const { fold } = await import('./commands/fold.ts');
      end(await fold(run, options, terminal, trainingProgram));
    });
}

function addNotYet(program: Command, name: keyof typeof NOT_YET): void {
  const { usage, does } = NOT_YET[name];
  program
    .command(usage)
    .description(does)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      notYet(name);
    });
}

function withSpecOptions(command: Command): Command {
  return command
    .option('--variant <name>', "one of the file's variants", onlyVariant)
    .option('--set <name=value>', 'set a parameter of the file (repeat it for others)', collectSetting);
}

function withExecutionOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--device <device>', 'where to compute').choices(['auto', 'gpu', 'cpu']).default('auto'),
    )
    .addOption(
      new Option('--backend <backend>', 'what to compute with')
        .choices(['auto', 'tensorflow', 'webgpu', 'wasm'])
        .default('auto'),
    );
}

function formats(first: string, ...others: readonly string[]): Option {
  return new Option('--format <format>', 'how to print').choices([first, ...others]).default(first);
}

function positiveInteger(text: string): number {
  const value = naturalNumber(text);
  if (value === 0) throw new InvalidArgumentError('Write a whole number from 1 on.');
  return value;
}

function naturalNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError('Write a whole number.');
  }
  return value;
}

function scaleFactor(text: string): number {
  const scale = pictureScale(text);
  if (scale === null) throw new InvalidArgumentError('Write a number from 0.1 to 20.');
  return scale;
}

/** `500MB`, `8GB`, or a number of bytes: decimal units, as they are printed. */
function byteCount(text: string): number {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?) *([KMGT]?)B?$/i.exec(text) ?? [];
  const bytes = Number(digits) * 1000 ** ' KMGT'.indexOf(unit === '' ? ' ' : unit.toUpperCase());
  if (digits === '' || bytes === 0) throw new InvalidArgumentError('Write a size, such as 8GB or 500MB.');
  return Math.floor(bytes);
}
