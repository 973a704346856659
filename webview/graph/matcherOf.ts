/** Whether a text has all words of a question; null where it has none. `16x16` and `16×16` are the same. */
export function matcherOf(question: string): ((text: string) => boolean) | null {
  const words = plain(question)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  return (text) => {
    const searched = plain(text);
    return words.every((word) => searched.includes(word));
  };
}

function plain(text: string): string {
  return text.toLowerCase().replace(/(?<=\d)\s*[x*]\s*(?=\d)/g, '×');
}
