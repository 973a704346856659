import { basename } from 'node:path';
import { chartSvg } from '../../core/curves/chartSvg.ts';
import { curvesCsv } from '../../core/curves/curvesCsv.ts';
import { CURVE_FIGURES, type CurveAxis, type CurveFigure } from '../../core/curves/curveView.ts';
import { RunCurvesBuilder, type RunEvent } from '../../core/curves/runCurves.ts';
import { RUN_FILES } from '../../protocol/runFolder.ts';
import { CommandFailure, type ExitCode } from '../commandFailure.ts';
import { runFolder } from '../input/runFolder.ts';
import { writeResultFile } from '../output/writeResultFile.ts';
import type { Terminal } from '../terminal.ts';
import { readMetrics } from '../training/metricsFile.ts';
import { readRunFile, readTitle } from '../training/runSummary.ts';

export interface CurvesOptions {
  readonly out?: string;
  readonly axis: CurveAxis;
  readonly figure?: CurveFigure;
  readonly log?: true;
  readonly smooth: number;
}

interface ReadRun {
  readonly name: string;
  readonly events: readonly RunEvent[];
}

/** `resnet curves RUN…`: the points as CSV, or all runs in one picture. */
export function curves(folders: readonly string[], options: CurvesOptions, terminal: Terminal): ExitCode {
  const paths = folders.map(runFolder);
  const runs = distinct(paths, paths.map(readRun));
  const { out } = options;
  if (out === undefined) terminal.out(curvesCsv(runs));
  else if (/\.csv$/i.test(out)) writeResultFile(out, curvesCsv(runs));
  else if (/\.svg$/i.test(out)) writeResultFile(out, picture(runs, options));
  else {
    throw new CommandFailure(
      2,
      `What to write to ${out} does not show from its name.`,
      'End it with .csv for the points or .svg for a picture.',
    );
  }
  return 0;
}

function readRun(folder: string): ReadRun {
  const run = readRunFile(folder);
  if (run === null) {
    throw new CommandFailure(
      2,
      `${folder} holds no run: there is no ${RUN_FILES.run} in it that can be read.`,
      'Name the folder of a run; resnet runs lists them.',
    );
  }
  const events = readMetrics(folder);
  if (!events.some(({ event }) => event === 'step' || event === 'evaluation')) {
    throw new CommandFailure(
      1,
      `The run in ${folder} has made no step, so it has no curves.`,
      'Let it train first.',
    );
  }
  const model = run.variant === null ? run.name : `${run.name} (${run.variant})`;
  return { name: readTitle(folder) ?? model, events };
}

/** Runs of one name are told apart by their folders. */
function distinct(folders: readonly string[], runs: readonly ReadRun[]): ReadRun[] {
  return runs.map((run, at) => {
    const isAlone = runs.filter(({ name }) => name === run.name).length === 1;
    return isAlone ? run : { ...run, name: `${run.name}, ${basename(folders[at] ?? '')}` };
  });
}

function picture(runs: readonly ReadRun[], { axis, figure, log, smooth }: CurvesOptions): string {
  const named = runs.map(({ name, events }) => {
    const built = new RunCurvesBuilder();
    for (const event of events) built.add(event);
    return { name, curves: built };
  });
  return chartSvg(named, {
    figures: figure === undefined ? CURVE_FIGURES : [figure],
    view: { axis, isLog: log === true, smoothing: smooth, range: null },
  });
}
