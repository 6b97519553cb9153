/** Syntax of other tools that ComfyUI's own text nodes take literally, and what to do instead. */
const literalSyntax: readonly { pattern: RegExp; remedy: string }[] = [
  {
    pattern: /<(?:lora|lyco|hypernet):[^>]*>/i,
    remedy: 'ComfyUI reads it as plain words and loads nothing. Put a LoraLoader into the workflow and vary its lora_name or strength_model; "bypass" draws without it',
  },
  {
    pattern: /\[[^[\]]*:[^[\]]*:?\s*[\d.]+\s*\]|\[[^[\]|]*\|[^[\]]*\]/,
    remedy: 'ComfyUI does not change prompts while it draws. Use two prompts with ConditioningSetTimestepRange, or write each prompt as a value',
  },
  {
    pattern: /\{[^{}]*\|[^{}]*\}/,
    remedy: "only ComfyUI's page picks one of these, the server draws the braces as they are. Write each alternative as a value, or use search and replace",
  },
];

/** Sentences for what is in this text and will be drawn literally; none where all is plain. */
export function literalSyntaxWarnings(text: string): string[] {
  return literalSyntax.flatMap(({ pattern, remedy }) => {
    const found = pattern.exec(text)?.[0];
    return found === undefined ? [] : [`"${found}": ${remedy}.`];
  });
}
