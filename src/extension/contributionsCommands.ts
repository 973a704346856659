import { BLOCK_SCHEME } from '../protocol/blockPage.ts';
import { EDITOR_COMMANDS } from '../protocol/editorCommands.ts';

/** What the command palette, the menus and the task system offer. English text; keys are made from the ids. */

export const COMMANDS = {
  newSpec: { id: 'resnetDesigner.newSpec', title: 'New Spec…', icon: '$(new-file)' },
  openGraph: { id: EDITOR_COMMANDS.openGraph, title: 'Open Graph', icon: '$(type-hierarchy)' },
  exportDrawing: {
    id: 'resnetDesigner.exportDrawing',
    title: 'Export Drawing…',
    icon: '$(export)',
  },
  train: { id: EDITOR_COMMANDS.train, title: 'Train', icon: '$(play)' },
  stopTraining: { id: 'resnetDesigner.stopTraining', title: 'Stop Training', icon: '$(debug-stop)' },
  pauseTraining: { id: 'resnetDesigner.pauseTraining', title: 'Pause Training', icon: '$(debug-pause)' },
  continueTraining: {
    id: 'resnetDesigner.continueTraining',
    title: 'Continue Training',
    icon: '$(debug-continue)',
  },
  showRun: { id: 'resnetDesigner.showRun', title: 'Show Run', icon: '$(graph-line)' },
  compare: { id: 'resnetDesigner.compare', title: 'Compare…', icon: '$(diff)' },
  selectVariant: { id: 'resnetDesigner.selectVariant', title: 'Select Variant', icon: '$(versions)' },
  doctor: { id: 'resnetDesigner.doctor', title: 'Doctor', icon: '$(pulse)' },
  fetchTensorFlow: {
    id: 'resnetDesigner.fetchTensorFlow',
    title: 'Fetch TensorFlow Library',
    icon: '$(cloud-download)',
  },
} as const satisfies Record<string, CommandDeclaration>;

export interface CommandDeclaration {
  readonly id: string;
  readonly title: string;
  readonly icon: string;
}

/** Set by the extension, read by `when` clauses. */
export const CONTEXT_KEYS = { training: 'resnetDesigner.training' } as const;

export const LANGUAGE_ID = 'resnet';

/** The page of a shipped block is of the language, too, but is no model. */
const WHEN_SPEC = `resourceLangId == ${LANGUAGE_ID} && resourceScheme != ${BLOCK_SCHEME}`;
const WHEN_TRUSTED = 'isWorkspaceTrusted';

export const MENUS = {
  commandPalette: [
    { command: COMMANDS.openGraph.id, when: `editorLangId == ${LANGUAGE_ID}` },
    {
      command: COMMANDS.exportDrawing.id,
      when: `editorLangId == ${LANGUAGE_ID} || activeWebviewPanelId == resnetDesigner.graph`,
    },
    { command: COMMANDS.selectVariant.id, when: `editorLangId == ${LANGUAGE_ID}` },
    { command: COMMANDS.compare.id, when: `editorLangId == ${LANGUAGE_ID}` },
    { command: COMMANDS.train.id, when: WHEN_TRUSTED },
    { command: COMMANDS.stopTraining.id, when: CONTEXT_KEYS.training },
    { command: COMMANDS.pauseTraining.id, when: CONTEXT_KEYS.training },
    { command: COMMANDS.continueTraining.id, when: CONTEXT_KEYS.training },
    { command: COMMANDS.doctor.id, when: WHEN_TRUSTED },
    { command: COMMANDS.fetchTensorFlow.id, when: WHEN_TRUSTED },
  ],
  'file/newFile': [{ command: COMMANDS.newSpec.id, group: 'file' }],
  'editor/title': [
    { command: COMMANDS.openGraph.id, when: WHEN_SPEC, group: 'navigation@1' },
    { command: COMMANDS.train.id, when: `${WHEN_SPEC} && ${WHEN_TRUSTED}`, group: 'navigation@2' },
  ],
  'explorer/context': [
    { command: COMMANDS.openGraph.id, when: WHEN_SPEC, group: 'navigation@10' },
    { command: COMMANDS.train.id, when: `${WHEN_SPEC} && ${WHEN_TRUSTED}`, group: 'navigation@11' },
  ],
} as const;

export const TASK_TYPE = 'resnet';

export const TASK_PROPERTIES = {
  spec: { type: 'string', description: 'The spec to train: a path relative to the workspace folder.' },
  variant: { type: 'string', description: 'A name under `variants` of the spec.' },
  steps: { type: 'integer', minimum: 1, description: 'Stop after this many steps.' },
  epochs: { type: 'integer', minimum: 1, description: 'Stop after this many passes over the training set.' },
  batch: { type: 'integer', minimum: 1, description: 'Examples in one step.' },
  seed: {
    type: 'integer',
    minimum: 0,
    description: 'Seed of the initial weights, the order and the augmentation.',
  },
  resume: { type: 'string', description: 'A run folder to go on with.' },
} as const;
