import { shippedBlocks } from './blocks/shippedBlocks.ts';
import { decideRestrictions } from './diagnostics/decideRestrictions.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { byPlace, finishDiagnostics } from './diagnostics/finishDiagnostics.ts';
import { BuiltItems } from './elaborate/builtItems.ts';
import { type ElaboratedFile, elaborateFile } from './elaborate/elaborateFile.ts';
import { filePlace } from './language/place.ts';
import type { Problem } from './language/problem.ts';
import type { Model } from './model/model.ts';
import { comparePaper, type PaperComparison } from './paper/comparePaper.ts';
import { atImageSize } from './plan/atImageSize.ts';
import { checkTraining } from './plan/checkTraining.ts';
import type { DatasetFiles } from './plan/datasetForms.ts';
import { readTrainingPlan } from './plan/readTrainingPlan.ts';
import type { TrainingPlan } from './plan/trainingPlan.ts';
import type { LayerPieces } from './spec/layerPieces.ts';
import { type ParsedYaml, parseYaml } from './spec/parseYaml.ts';
import { readSpec } from './spec/readSpec.ts';
import type { Spec } from './spec/spec.ts';
import { LineIndex } from './spec/textRange.ts';
import type { YamlProblem } from './spec/yamlProblem.ts';

export interface AnalyzeOptions {
  /** Name of an entry of `variants`. */
  readonly variant?: string;
  /** `--set name=value`: parameters of the file; stronger than the variant. */
  readonly set?: Readonly<Record<string, number | string>>;
  /** A look at the files of data sets: only whoever can read files has it. */
  readonly datasetFiles?: DatasetFiles;
  /** What a training step may take; without it nothing is said of memory. */
  readonly trainingMemoryBytes?: number;
  /** The plain twin: every residual as if it had `shortcut: none`. */
  readonly withoutShortcuts?: boolean;
}

export interface Analysis {
  readonly text: string;
  readonly options: AnalyzeOptions;
  /** The text as YAML, with what the analysis of the next version can reuse. */
  readonly yaml: ParsedYaml;
  /** What each layer of a long list gave, for the analysis of the next version. */
  readonly built: BuiltItems | null;
  readonly lines: LineIndex;
  readonly spec: Spec;
  /** As much as could be built; null where not even an input and a layer list could be read. */
  readonly model: Model | null;
  /** Null where the file has no `train:`. */
  readonly plan: TrainingPlan | null;
  /** Null where the file names no paper, or one that is not known, or where something is wrong with the file. */
  readonly paper: PaperComparison | null;
  /** Sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The one door into core: reads, builds and checks a spec. Never throws on anything that a user can write;
 * returns the spec, as much of the model as could be built, and the diagnostics. With the analysis of the
 * version before, only what changed is read again; the result is the same.
 */
export function analyze(
  text: string,
  options: AnalyzeOptions = {},
  previous: Analysis | null = null,
): Analysis {
  const written = analyzeAsWritten(text, options, previous);
  const diagnostics = atImageSize(written, options.datasetFiles ?? null, (sizes) =>
    analyzeAsWritten(text, { ...options, set: { ...options.set, ...sizes } }, written),
  );
  return diagnostics === written.diagnostics
    ? written
    : { ...written, diagnostics: [...diagnostics].sort(byPlace) };
}

function analyzeAsWritten(text: string, options: AnalyzeOptions, previous: Analysis | null): Analysis {
  const problems: Problem[] = [];
  const report = (problem: Problem): void => {
    problems.push(problem);
  };
  const yaml = parseYaml(text, previous?.yaml ?? null);
  const { root, problems: yamlProblems } = yaml;
  for (const problem of yamlProblems) report(fromYaml(problem));
  const { spec, lists } = readSpec(root, shippedBlocks().blocks.keys(), report);
  const isRefused = root === null && yamlProblems.length > 0;
  const variant =
    options.variant !== undefined && spec.variants.includes(options.variant) ? options.variant : null;
  const built = builtItems(yaml.pieces, options, previous);
  const elaborated = isRefused
    ? null
    : elaborateFile({
        spec,
        lists,
        variant,
        set: options.set ?? {},
        withoutShortcuts: options.withoutShortcuts === true,
        report,
        built,
      });
  const plan =
    elaborated === null || spec.train === null ? null : readTrainingPlan(spec.train, elaborated, report);
  const paper =
    spec.paper === null ? null : comparePaper(spec.paper, soundModel(elaborated, problems), report);
  // What is left of a text that cannot be read whole says nothing about a run.
  if (plan !== null && elaborated !== null && elaborated.model !== null && yamlProblems.length === 0) {
    const place = { files: options.datasetFiles ?? null, memoryBytes: options.trainingMemoryBytes ?? null };
    checkTraining(spec, plan, elaborated.model, place, report);
  }
  return {
    text,
    options,
    yaml,
    built,
    lines: new LineIndex(text),
    spec,
    model: elaborated?.model ?? null,
    plan,
    paper,
    diagnostics: finishDiagnostics(
      decideRestrictions(withoutConsequences(problems, yamlProblems)),
      text,
      root,
    ),
  };
}

/** What was built before holds where all that stands around the list is the same. */
function builtItems(
  pieces: LayerPieces | null,
  options: AnalyzeOptions,
  previous: Analysis | null,
): BuiltItems | null {
  if (pieces === null) return null;
  const isSame =
    previous?.yaml.pieces?.frame === pieces.frame &&
    previous.options.variant === options.variant &&
    previous.options.withoutShortcuts === options.withoutShortcuts &&
    isSameSetting(previous.options.set ?? {}, options.set ?? {});
  return new BuiltItems(pieces.byStart, isSame ? previous.built : null);
}

function isSameSetting(a: Setting, b: Setting): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

type Setting = Readonly<Record<string, number | string>>;

/** The model where nothing is wrong with the file: of any other it would not be told what a paper has. */
function soundModel(elaborated: ElaboratedFile | null, problems: readonly Problem[]): Model | null {
  const isWrong = problems.some(
    ({ severity, restrictions }) => severity === undefined && restrictions === undefined,
  );
  return isWrong ? null : (elaborated?.model ?? null);
}

function fromYaml({ code, range, message, fix }: YamlProblem): Problem {
  const place = filePlace(range);
  if (fix === undefined) return { code, place, message };
  const changes = [{ type: 'replace', place: filePlace(fix.range), newText: fix.newText }] as const;
  return { code, place, message, fixes: [{ title: fix.title, changes }] };
}

/**
 * Where the text is not valid YAML, what stands behind the break may be missing or misread: of the other
 * mistakes only those before it are kept, and none that says that something is not there.
 */
function withoutConsequences(
  problems: readonly Problem[],
  yamlProblems: readonly YamlProblem[],
): readonly Problem[] {
  const breaks = yamlProblems.filter((problem) => problem.isBreak === true).map(({ range }) => range.start);
  if (breaks.length === 0) return problems;
  const first = Math.min(...breaks);
  return problems.filter(
    ({ code, place, fixes }) =>
      code === 'spec.syntax' ||
      (place.kind === 'file' &&
        place.range.end <= first &&
        !reachesInto(first, fixes) &&
        code !== 'spec.missing-key' &&
        !code.startsWith('reference.') &&
        !code.startsWith('graph.')),
  );
}

/** True where the mistake is that of an item which is itself broken further down. */
function reachesInto(offset: number, fixes: Problem['fixes'] = []): boolean {
  return fixes.some(({ changes }) =>
    changes.some((change) => 'item' in change && change.item.range.end > offset),
  );
}
