import type { DiagnosticCode, Severity } from './diagnostic.ts';

export interface CodeMeaning {
  readonly severity: Severity;
  /** A sentence for the page of diagnostics. */
  readonly text: string;
}

const error = (text: string): CodeMeaning => ({ severity: 'error', text });
const warning = (text: string): CodeMeaning => ({ severity: 'warning', text });
const information = (text: string): CodeMeaning => ({ severity: 'information', text });

/** What each code means, wherever it is reported: the page of diagnostics is generated from this. */
export const CODE_MEANINGS: Readonly<Record<DiagnosticCode, CodeMeaning>> = {
  'spec.syntax': error(
    'The text is not valid YAML, or a YAML feature that a spec does not use. What stands behind the break is not judged.',
  ),
  'spec.unknown-key': error(
    'A key that its item, section or mapping does not have. The nearest known one is offered.',
  ),
  'spec.missing-key': error(
    'Something that is needed is not there: an input, a required attribute, a producer.',
  ),
  'spec.wrong-type': error(
    'A value of another type than the attribute takes: a word for a number, a list for a name.',
  ),
  'spec.out-of-range': error(
    'A value of the right type that cannot be used: a number outside its range, a word that is not in the list, a wrong number of producers, channels that a slice does not have. An unknown `paper` is a warning.',
  ),
  'spec.duplicate-name': error(
    'Two items of one list, or two outputs, have the same name, or a symbol of the input that of a parameter.',
  ),
  'spec.unknown-kind': error(
    'An item whose kind is not one of the language, nor an activation, nor written as `block` or `stage`.',
  ),
  'spec.several-kinds': error(
    'Two things where one is meant: two kinds in an item, `input` beside `inputs`, `steps` beside `epochs`.',
  ),
  'spec.unknown-parameter': error('A block is given, or a variant sets, a parameter that is not declared.'),
  'spec.bad-expression': error('A `$(…)` that cannot be read or calculated.'),
  'spec.not-an-integer': error('A dimension that came out as a fraction.'),
  'spec.too-large': error(
    'More than 100,000 ops, very deep nesting, or a text that grows without end: refused before memory is spent.',
  ),
  'reference.unknown-name': error(
    'A name in `from`, `outputs`, a list of producers or an expression that nothing has.',
  ),
  'reference.unknown-block': error(
    'A `stage` or `block` of a block that neither the file nor the product has.',
  ),
  'reference.cycle': error('Layers that follow each other in a circle.'),
  'reference.recursive-block': error('A block that uses itself, directly or through others.'),
  'reference.weights-differ': error(
    '`weights` names an item whose kind, attributes or input channels are others, so its weights do not fit here.',
  ),
  'shape.residual-mismatch': error(
    "A residual's branch and its shortcut have different shapes, so they cannot be added.",
  ),
  'shape.add-mismatch': error(
    'Producers of `add`, `multiply`, `mean` or `gate` whose shapes do not agree; none of them broadcasts.',
  ),
  'shape.concat-mismatch': error('Producers of `concat` of different height or width.'),
  'shape.empty-output': error('A kernel or window that does not fit into its map, so that no pixel is left.'),
  'shape.symbol-restricted': warning(
    'Fits for some sizes of a symbolic input only, or with another shortcut for some of them. The condition is named, with a size for which it fails.',
  ),
  'shape.groups-not-divisible': error('Groups that do not divide the channels.'),
  'shape.rank-mismatch': error('A map where a vector is wanted, or a vector where a map is.'),
  'shape.map-grows': warning('More padding than the window needs: the map grows by rows of zeros.'),
  'graph.unused-input': warning('An input that no layer reads.'),
  'graph.unreachable': warning('The end of a chain of layers that no output depends on.'),
  'graph.no-layers': error('There is nothing to build.'),
  'paper.parameters-differ': information(
    'The paper that `paper` names has another number of parameters. Where a known difference (biases, projections, moving statistics) explains it, it is named.',
  ),
  'paper.depth-differs': information('The paper has no net of this depth, counted as it counts.'),
  'paper.stage-differs': information(
    "The first stage that is not the paper's: other kernels, filters or sizes, another place of the stride, or blocks without something that the paper's have (shortcuts, the place of the norm, `survival`, squeeze-and-excitation).",
  ),
  'train.input-mismatch': error(
    'The data set gives images of another shape than the model takes, or of a size at which a net with symbols does not fit; or the model reads several inputs, and a data set gives one image an example.',
  ),
  'train.classes-mismatch': error('The data set has another number of classes than an output has units.'),
  'train.head-shape': error('An output is a map, and the loss wants a vector with one number a class.'),
  'train.schedule-outside-run': warning(
    'The learning rate would change, or the warm-up end, after the last step of the run.',
  ),
  'train.dataset-missing': warning(
    'A file of the data set is not where `path` says. Only told where files can be looked at.',
  ),
  'train.memory': warning(
    'A training step needs more memory than there is. Only told where a limit is given (`resnet check --memory 8GB`).',
  ),
};
