/** What the page queues for a text. With `hasChoice` it would draw lots, and the text is as it was written. */
export interface QueuedText { text: string; hasChoice: boolean }

const COMMENTS = /\/\*[\s\S]*?\*\/|\/\/.*/g;

/**
 * A text of an input with `dynamicPrompts` as the page queues it: without comments, `// …` to the end of a line (in an address as well) and block comments,
 * and without braces around a single choice; a backslash keeps a brace. `{a|b}` is a lot that only the page draws, and stays.
 * Source: what the page of ComfyUI does with such texts (1.16 to 1.47).
 */
export function queuedText(written: string): QueuedText {
  const plain = written.replace(COMMENTS, '');
  if (!plain.includes('{')) return { text: plain, hasChoice: false };
  let depth = 0;
  let text = '';
  let hasChoice = false;
  for (const piece of plain.match(/\\[^]|[^]/g) ?? []) {
    if (piece === '{') depth += 1;
    else if (piece === '}' && depth > 0) depth -= 1;
    else {
      hasChoice ||= piece === '|' && depth > 0;
      text += piece;
    }
  }
  return { text: hasChoice ? plain : text, hasChoice };
}
