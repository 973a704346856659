import * as vscode from 'vscode';
import type { ExportRequest } from '../../protocol/drawingExport.ts';

type Format = ExportRequest['format'];

/** One thing that can be done with a drawing: a file of a kind, or a text to paste. */
export interface ExportChoice extends vscode.QuickPickItem {
  readonly format: Format;
  /** Of the file, without the dot; null for what is copied. */
  readonly endings: readonly string[] | null;
}

function file(format: Format, endings: readonly string[], label: string, detail: string): ExportChoice {
  return { format, endings, label, description: detail };
}

function copied(format: Format, label: string): ExportChoice {
  return { format, endings: null, label };
}

/** With a line between what is written and what is copied. @param isCompared the tables are of what differs. */
function exportChoices(isCompared: boolean): (ExportChoice | vscode.QuickPickItem)[] {
  const { t } = vscode.l10n;
  return [
    file('svg', ['svg'], t('SVG'), t('for print and for drawing programs; its text stays text')),
    file('png', ['png'], t('PNG'), t('a picture')),
    file('pdf', ['pdf'], t('PDF'), t('a page for LaTeX and print, its text to select')),
    file('html', ['html'], t('HTML'), t('a page to pass on: opens and closes, needs no network')),
    file('mermaid', ['mmd'], t('Mermaid'), t('a flowchart for a README or a wiki')),
    file('dot', ['dot', 'gv'], t('Graphviz DOT'), t('a graph for other programs to lay out')),
    ...(isCompared
      ? [
          file(
            'markdown',
            ['md'],
            t('Changes as Markdown'),
            t('for a pull request: what differs, and the totals'),
          ),
          file('csv', ['csv'], t('Changes as CSV'), t('what came, went or changed, each with its figures')),
        ]
      : [
          file('markdown', ['md'], t('Table as Markdown'), t('figures and ops, equal blocks once')),
          file('csv', ['csv'], t('Table as CSV'), t('every op with its figures')),
        ]),
    file('json', ['json'], t('JSON'), t('boxes and lines with their places')),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    copied('mermaid', t('Copy as Mermaid')),
    copied('svg', t('Copy as SVG')),
  ];
}

/** Undefined where nothing was chosen. */
export async function chooseExport(name: string, isCompared: boolean): Promise<ExportChoice | undefined> {
  const picked = await vscode.window.showQuickPick(exportChoices(isCompared), {
    placeHolder: isCompared
      ? vscode.l10n.t('Export the comparison of {0} as what?', name)
      : vscode.l10n.t('Export the drawing of {0} as what?', name),
    matchOnDescription: true,
  });
  return picked !== undefined && 'format' in picked ? picked : undefined;
}
