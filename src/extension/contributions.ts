import { COMMANDS, LANGUAGE_ID, MENUS, TASK_PROPERTIES, TASK_TYPE } from './contributionsCommands.ts';
import { SETTINGS, type SettingDeclaration } from './contributionsSettings.ts';

/** The view types of the webview panels; also the source of their activation events. */
export const VIEW_TYPES = { graph: 'resnetDesigner.graph', run: 'resnetDesigner.run' } as const;

/** The parts of package.json, and the whole of package.nls.json, that are written from the declarations. */
export interface GeneratedManifest {
  readonly packageFields: Readonly<Record<string, unknown>>;
  readonly nls: Readonly<Record<string, string>>;
}

/** Builds the manifest; words go to `nls` and are replaced by `%key%`. */
export function generateManifest(): GeneratedManifest {
  const nls: Record<string, string> = {};
  const word = (key: string, text: string): string => {
    nls[key] = text;
    return `%${key}%`;
  };
  const contributes = {
    languages: languages(word),
    grammars: grammars(),
    semanticTokenScopes: semanticTokenScopes(),
    configurationDefaults: configurationDefaults(),
    commands: commands(word),
    menus: MENUS,
    taskDefinitions: [taskDefinition(word)],
    configuration: configuration(word),
  };
  const packageFields = {
    icon: 'media/icon.png',
    activationEvents: activationEvents(),
    capabilities: capabilities(word),
    contributes,
  };
  return { packageFields, nls };
}

type Word = (key: string, text: string) => string;

function activationEvents(): string[] {
  return [
    'workspaceContains:**/*.resnet.yaml',
    'workspaceContains:**/*.resnet.yml',
    ...Object.values(VIEW_TYPES).map((type) => `onWebviewPanel:${type}`),
  ];
}

function capabilities(word: Word): object {
  return {
    untrustedWorkspaces: {
      supported: 'limited',
      description: word(
        'capabilities.untrustedWorkspaces',
        'Checking, hovers and the drawing work. Nothing is trained and no program is started from the workspace.',
      ),
      restrictedConfigurations: Object.values(SETTINGS)
        .filter((setting) => setting.scope === 'machine')
        .map((setting) => setting.id),
    },
    virtualWorkspaces: {
      supported: 'limited',
      description: word('capabilities.virtualWorkspaces', 'Training needs files on this machine.'),
    },
  };
}

function languages(word: Word): object[] {
  return [
    {
      id: LANGUAGE_ID,
      aliases: [word('language.resnet', 'ResNet Spec')],
      extensions: ['.resnet.yaml', '.resnet.yml'],
      configuration: './media/language-configuration.json',
      icon: { light: './media/spec-light.svg', dark: './media/spec-dark.svg' },
    },
  ];
}

function grammars(): object[] {
  return [{ language: LANGUAGE_ID, scopeName: 'source.resnet', path: './media/resnet.tmLanguage.json' }];
}

/** How themes without semantic colours show the tokens of the language server. */
function semanticTokenScopes(): object[] {
  return [
    {
      language: LANGUAGE_ID,
      scopes: {
        keyword: ['keyword.control'],
        class: ['entity.name.type.class', 'support.class'],
        parameter: ['variable.parameter'],
        operator: ['keyword.operator'],
        enumMember: ['constant.language', 'variable.other.enummember'],
        property: ['entity.name.tag.yaml'],
        variable: ['variable.other.readwrite'],
      },
    },
  ];
}

function configurationDefaults(): object {
  return {
    // A training prints no compiler's messages: VS Code need not ask how to scan them.
    'task.problemMatchers.neverPrompt': { [TASK_TYPE]: true },
    [`[${LANGUAGE_ID}]`]: {
      'editor.insertSpaces': true,
      'editor.tabSize': 2,
      'editor.semanticHighlighting.enabled': true,
      'editor.wordBasedSuggestions': 'off',
      'editor.quickSuggestions': { other: 'on', comments: 'off', strings: 'on' },
    },
  };
}

function commands(word: Word): object[] {
  const category = word('category', 'ResNet Designer');
  return Object.values(COMMANDS).map((command) => ({
    command: command.id,
    title: word(`command.${command.id}`, command.title),
    category,
    icon: command.icon,
  }));
}

function taskDefinition(word: Word): object {
  const properties = Object.entries(TASK_PROPERTIES).map(([name, property]) => [
    name,
    { ...property, description: word(`task.${name}`, property.description) },
  ]);
  return { type: TASK_TYPE, required: ['spec'], properties: Object.fromEntries(properties) as object };
}

function configuration(word: Word): object {
  const properties = Object.values(SETTINGS).map((setting) => [setting.id, settingSchema(setting, word)]);
  return {
    title: word('configuration.title', 'ResNet Designer'),
    properties: Object.fromEntries(properties) as object,
  };
}

function settingSchema(setting: SettingDeclaration, word: Word): object {
  const schema: Record<string, unknown> = {
    type: setting.type,
    default: setting.default,
    scope: setting.scope,
    markdownDescription: word(setting.id, setting.description),
  };
  if (setting.minimum !== undefined) schema['minimum'] = setting.minimum;
  if (setting.enum !== undefined) {
    schema['enum'] = setting.enum.map((entry) => entry.value);
    schema['enumDescriptions'] = setting.enum.map((entry) =>
      word(`${setting.id}.${entry.value}`, entry.description),
    );
  }
  return schema;
}
