import { quote } from './quote.js';

interface LiteralSyntax {
  /** Finds candidates in one pass, however long the text. */
  candidates: RegExp;
  isMeant: (candidate: string) => boolean;
  remedy: string;
}

/** Syntax of other tools that ComfyUI's own text nodes take literally, and what to do instead. */
const literalSyntax: readonly LiteralSyntax[] = [
  {
    candidates: /<[^<>]*>/g,
    isMeant: (tag) => /^<(?:lora|lyco|hypernet):/i.test(tag),
    remedy: 'ComfyUI reads it as plain words and loads nothing. Put a LoraLoader into the workflow and vary its lora_name or strength_model; "bypass" draws without it',
  },
  {
    candidates: /\[[^[\]]*\]/g,
    isMeant: (brackets) => brackets.includes('|') || isPromptEditing(brackets.slice(1, -1).split(':')),
    remedy: 'ComfyUI does not change prompts while it draws. Use two prompts with ConditioningSetTimestepRange, or write each prompt as a value',
  },
  {
    candidates: /\{[^{}]*\}/g,
    isMeant: (braces) => braces.includes('|'),
    remedy: "only ComfyUI's page picks one of these, the server draws the braces as they are. Write each alternative as a value, or use search and replace",
  },
];

/** Sentences for what is in this text and will be drawn literally; none where all is plain. */
export function literalSyntaxWarnings(text: string): string[] {
  return literalSyntax.flatMap(({ candidates, isMeant, remedy }) => {
    const found = text.match(candidates)?.find(isMeant);
    return found === undefined ? [] : [`${quote(found)}: ${remedy}.`];
  });
}

/** `[from:to:when]` and `[to:when]` of A1111, where `when` is a number. */
function isPromptEditing(parts: readonly string[]): boolean {
  return parts.length >= 2 && /^[\d.]+$/.test(parts.at(-1)?.trim() ?? '');
}
