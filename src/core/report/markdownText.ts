/** A text that Markdown shows as it is, on one line. */
export function markdownText(text: string): string {
  return text.replace(/[\\`*_<>|[\]]/g, '\\$&').replace(/\s*[\r\n]\s*/g, ' ');
}
