import { type Message, message } from '../diagnostics/message.ts';

/** What Mermaid draws unless its settings (`maxTextSize`, `maxEdges`) say more; on GitHub nobody can set them. */
const MOST_CHARACTERS = 50_000;
const MOST_EDGES = 500;

/** An edge of a flowchart, as `drawingMermaid` writes it. */
const EDGE = /^ {2}\S+ (?:-->|-\.->|--x)/gm;

/** Why Mermaid would refuse a flowchart of ours; null where it draws it. */
export function beyondMermaid(flowchart: string): Message | null {
  const edges = flowchart.match(EDGE)?.length ?? 0;
  const characters = flowchart.length;
  if (characters <= MOST_CHARACTERS && edges <= MOST_EDGES) return null;
  return message(
    'Mermaid refuses more than {mostEdges} edges or {mostCharacters} characters unless its maxEdges and maxTextSize are raised, which GitHub does not allow. This has {edges} edges and {characters} characters: draw less of it.',
    { edges, characters, mostEdges: MOST_EDGES, mostCharacters: MOST_CHARACTERS },
  );
}
