import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { GRAPH_WORDS } from '../../src/protocol/graphWords.ts';
import { TRAINING_WORDS } from '../../src/protocol/trainingWords.ts';

const root = join(import.meta.dirname, '../..');

/** Written for package.nls.json, which is translated as a file. */
const MANIFEST = /contributions\w*\.ts$/;
const PRODUCT = 'ResNet Designer';
/** As a browser names them in an event. */
const KEYS = ['Enter', 'Escape', 'Delete', 'Backspace', 'Home', 'End'];
/** Calls whose words are translated, or are for a log or a programmer. */
const TAKES_WORDS = /(^|[.#])(t|info|warn|error|Error)$/;

/** Words as a person reads them: a capital letter and small ones, or several small words in a row. */
function isProse(text: string): boolean {
  return /^[^\w]*[A-Z][a-z]+( |\.|$)/.test(text) || /[a-z]{2,} [a-z]{2,} [a-z]{2,}/.test(text);
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name}`);
}

/** The literals in a file that a person could see and no catalogue knows. */
function untranslated(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && isExempt(node.expression)) return;
    if (ts.isObjectLiteralExpression(node) && /type: 'pageError'/.test(node.getText())) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (node.text !== PRODUCT && !KEYS.includes(node.text) && isProse(node.text))
        found.push(`${path}: ${node.text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isExempt(called: ts.Expression): boolean {
  return TAKES_WORDS.test(called.getText());
}

it('no page and no command says a word that cannot be translated', () => {
  const paths = [...sources('webview'), ...sources('src/extension')].filter((path) => !MANIFEST.test(path));
  expect(paths.length).toBeGreaterThan(50);
  expect(paths.flatMap((path) => untranslated(path, readFileSync(join(root, path), 'utf8')))).toEqual([]);
});

it('sees such a word where there is one', () => {
  const text = `
    button.textContent = 'Stop';
    show(\`The run \${name} has ended.\`);
    say(t('Resume')); log.warn('Not for people');
    host.post({ type: 'pageError', message: 'a message does not fit' });
    element.className = 'primary button';
  `;
  expect(untranslated('a.ts', text)).toEqual(['a.ts: Stop', 'a.ts: The run ']);
});

it.each([
  ['the graph', GRAPH_WORDS, 'webview/graph'],
  ['a run', TRAINING_WORDS, 'webview/training'],
])('every word in the catalogue of %s is used', (_, words, folder) => {
  const text = sources(folder)
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  // The words of a run's states are looked up by the state.
  const states = ['preparing', 'running', 'stopping', 'finished', 'stopped', 'diverged', 'failed', 'lost'];
  const unused = Object.keys(words).filter(
    (key) => !states.includes(key) && !new RegExp(`\\b${key}\\b`).test(text),
  );
  expect(unused).toEqual([]);
});
