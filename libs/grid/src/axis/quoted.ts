/** A quoted stretch of text; `to` is behind the closing quote. Two quotes inside stand for one. */
export interface Quoted {
  text: string;
  to: number;
}

/** Reads the quoted text that opens at `from`, or undefined where the quote is never closed. */
export function readQuoted(text: string, from: number): Quoted | undefined {
  let position = from + 1;
  for (;;) {
    const quote = text.indexOf('"', position);
    if (quote === -1) return undefined;
    if (text[quote + 1] !== '"') return { text: text.slice(from + 1, quote).replaceAll('""', '"'), to: quote + 1 };
    position = quote + 2;
  }
}
