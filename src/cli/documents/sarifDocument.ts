import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CODE_MEANINGS } from '../../core/diagnostics/codeMeanings.ts';
import { DIAGNOSTIC_CODES, type DiagnosticCode } from '../../core/diagnostics/diagnostic.ts';
import { diagnosticAnchor } from '../../core/diagnostics/diagnosticAnchor.ts';
import type { CheckDocument, DiagnosticDocument } from '../../protocol/commandLine.ts';

export interface SarifTool {
  readonly version: string;
  /** The page about the diagnostics, as a URI. */
  readonly helpPage: string;
}

type CheckedFile = CheckDocument['files'][number];
type Range = DiagnosticDocument['range'];

const LEVELS = { error: 'error', warning: 'warning', information: 'note' } as const;

/**
 * A log in the Static Analysis Results Interchange Format 2.1.0 (OASIS), one run. Files that are named
 * relatively stay so: whoever reads the log knows the folder.
 */
export function sarifDocument(files: readonly CheckedFile[], tool: SarifTool): object {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'ResNet Designer',
            semanticVersion: tool.version,
            rules: DIAGNOSTIC_CODES.map((code) => rule(code, tool.helpPage)),
          },
        },
        columnKind: 'utf16CodeUnits',
        artifacts: files.map(({ file }) => ({ location: { uri: uriOf(file) }, mimeType: 'text/yaml' })),
        results: files.flatMap(({ file, diagnostics }, index) =>
          diagnostics.map((diagnostic) => result(diagnostic, { uri: uriOf(file), index })),
        ),
      },
    ],
  };
}

function rule(code: DiagnosticCode, helpPage: string): object {
  const { severity, text } = CODE_MEANINGS[code];
  return {
    id: code,
    shortDescription: { text: messageText(text) },
    helpUri: `${helpPage}#${diagnosticAnchor(code)}`,
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

interface Artifact {
  readonly uri: string;
  readonly index: number;
}

function result(
  { code, severity, message, range, related, fixes }: DiagnosticDocument,
  artifact: Artifact,
): object {
  return {
    ruleId: code,
    ruleIndex: DIAGNOSTIC_CODES.findIndex((each) => each === code),
    level: LEVELS[severity],
    message: { text: messageText(message) },
    locations: [{ physicalLocation: place(range, artifact) }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((each, id) => ({
            id,
            physicalLocation: place(each.range, artifact),
            message: { text: messageText(each.message) },
          })),
        }),
    ...(fixes.length === 0
      ? {}
      : {
          fixes: fixes.map((fix) => ({
            description: { text: messageText(fix.title) },
            artifactChanges: [
              {
                artifactLocation: artifact,
                replacements: fix.edits.map((edit) => ({
                  deletedRegion: region(edit.range),
                  insertedContent: { text: edit.newText },
                })),
              },
            ],
          })),
        }),
  };
}

function place(range: Range, artifactLocation: Artifact): object {
  return { artifactLocation, region: region(range) };
}

/** Lines and columns count from 1; the end column is the one behind the last character. */
function region({ start, end }: Range): object {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** Braces would be placeholders (3.11.5). */
function messageText(text: string): string {
  return text.replaceAll('{', '{{').replaceAll('}', '}}');
}

function uriOf(file: string): string {
  if (isAbsolute(file)) return String(pathToFileURL(file));
  return file.split(/[\\/]/).map(encodeURIComponent).join('/');
}
