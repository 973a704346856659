import { parseDocument } from 'yaml';
import { message } from '../diagnostics/message.ts';
import { type LayerPieces, parseInPieces } from './layerPieces.ts';
import { nestingDepth } from './nestingDepth.ts';
import type { SpecNode } from './node.ts';
import { MAX_DEPTH, MAX_NODES, NodeReader } from './nodeReader.ts';
import { syntaxProblems } from './syntaxProblems.ts';
import type { YamlProblem } from './yamlProblem.ts';

export interface ParsedYaml {
  /** What could be read in spite of the problems; null for an empty text or one that is refused. */
  readonly root: SpecNode | null;
  readonly problems: readonly YamlProblem[];
  /** What the next version of the text can reuse. */
  readonly pieces: LayerPieces | null;
}

const MAX_TEXT = 8_000_000;
const MAX_PROBLEMS = 50;

/**
 * Reads one YAML 1.2 document. Never throws. With the previous version of the text only the layers that
 * changed are read again; the result is the same.
 */
export function parseYaml(text: string, previous: ParsedYaml | null = null): ParsedYaml {
  if (text.length > MAX_TEXT || nestingDepth(text) > MAX_DEPTH) return refused(text);
  const inPieces = parseInPieces(text, previous?.pieces ?? null, parseWhole);
  if (inPieces !== null) {
    const { root, problems, pieces } = inPieces;
    return inPieces.count > MAX_NODES
      ? refused(text)
      : { root, problems: problems.slice(0, MAX_PROBLEMS), pieces };
  }
  const whole = parseWhole(text);
  if (whole === null) return refused(text);
  return { root: whole.root, problems: whole.problems.slice(0, MAX_PROBLEMS), pieces: null };
}

export interface WholeYaml {
  readonly root: SpecNode | null;
  readonly problems: readonly YamlProblem[];
  /** How many nodes the text stands for. */
  readonly count: number;
}

/** Null for a text that stands for too much. */
function parseWhole(text: string): WholeYaml | null {
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    // Our own check below: the package's is quadratic in the number of keys.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  const problems = syntaxProblems(document.errors, text);
  const reader = new NodeReader(text, problems);
  const root = document.contents === null ? null : reader.read(document.contents, null);
  return reader.tooLarge ? null : { root, problems, count: reader.count };
}

function refused(text: string): ParsedYaml {
  const firstLine = text.search(/[\r\n]/);
  return {
    root: null,
    pieces: null,
    problems: [
      {
        code: 'spec.too-large',
        range: { start: 0, end: firstLine > 0 ? firstLine : Math.min(text.length, 1) },
        message: message(
          'This file nests deeper than {depth} levels or stands for more than {nodes} values. Write the repetition as a stage with `repeat`, or as a block.',
          { depth: MAX_DEPTH, nodes: MAX_NODES },
        ),
      },
    ],
  };
}
