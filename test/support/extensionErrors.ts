import type { RealEditor } from './realEditor.ts';

/** What the product's own log holds at error level. */
export function extensionErrors(editor: RealEditor): string[] {
  return Object.entries(editor.logs())
    .filter(([path]) => path.includes('resnet-designer'))
    .flatMap(([, text]) => text.split('\n'))
    .filter((line) => line.includes('[error]'));
}
