const [TAB, NEWLINE, RETURN, SPACE, HASH] = [9, 10, 13, 32, 35];
const [OPENING, CLOSING] = ['[{', ']}'];

/**
 * An upper bound of how deep the collections of a YAML text nest, from the brackets, the dashes and the
 * indentation alone. It reads every character at each keystroke, so it makes no strings on its way.
 */
export function nestingDepth(text: string): number {
  let deepest = 0;
  let flow = 0;
  const indents: number[] = [];
  for (let start = 0; start < text.length; ) {
    const end = lineEnd(text, start);
    const content = firstOtherThanSpace(text, start, end);
    if (content < end && text.charCodeAt(content) !== HASH) {
      while ((indents[indents.length - 1] ?? -1) >= content - start) indents.pop();
      indents.push(content - start);
    }
    deepest = Math.max(deepest, indents.length + countIndicators(text, start, end));
    for (let at = content; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === HASH && (at === start || isBlank(text.charCodeAt(at - 1)))) break;
      if (isOneOf(OPENING, code)) deepest = Math.max(deepest, ++flow);
      else if (isOneOf(CLOSING, code) && flow > 0) flow--;
    }
    start = end + 1;
  }
  return deepest;
}

/** How many of the dashes, question marks and colons that open collections a line starts with. */
function countIndicators(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === SPACE || code === TAB) continue;
    if (!isOneOf('-?:', code) || !(isBlank(text.charCodeAt(at + 1)) || at + 1 === text.length)) break;
    count++;
  }
  return count;
}

/** Lines end with LF, CRLF or CR; between the two characters of a CRLF stands an empty line, which adds nothing. */
function lineEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) !== NEWLINE && text.charCodeAt(at) !== RETURN) at++;
  return at;
}

function firstOtherThanSpace(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text.charCodeAt(at) === SPACE) at++;
  return at;
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === RETURN || code === NEWLINE;
}

function isOneOf(chars: string, code: number): boolean {
  for (let at = 0; at < chars.length; at++) if (chars.charCodeAt(at) === code) return true;
  return false;
}
