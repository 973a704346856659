import { make } from './make.ts';

/** Messages quote what stands or could stand in the text between backticks. */
export function withCode(text: string): (Node | string)[] {
  return text.split('`').map((part, at) => {
    if (at % 2 === 0) return part;
    const code = make('code', '');
    code.textContent = part;
    return code;
  });
}
