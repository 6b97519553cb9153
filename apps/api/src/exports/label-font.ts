import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import opentype, { type Font, type Glyph } from 'opentype.js';

const subsets = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'];

/** The font of labels in exported pictures, as outlines: it is shipped, so that a machine without fonts writes the same picture. */
export class LabelFont {
  private constructor(private readonly fonts: Font[]) {}

  static async open(): Promise<LabelFont> {
    const require = createRequire(import.meta.url);
    const files = subsets.map((subset) => require.resolve(`@fontsource/inter/files/inter-${subset}-400-normal.woff`));
    const fonts = await Promise.all(files.map(async (file) => opentype.parse(arrayBufferOf(await readFile(file)))));
    return new LabelFont(fonts);
  }

  /** Width of a text in pixels. */
  measure(text: string, fontPx: number): number {
    return this.glyphsOf(text).reduce((width, { font, glyph }) => width + advancePx(font, glyph, fontPx), 0);
  }

  /** The text as SVG path data; `x` is its left edge and `baseline` the line it stands on, in pixels. */
  pathOf(text: string, x: number, baseline: number, fontPx: number): string {
    let left = x;
    return this.glyphsOf(text)
      .map(({ font, glyph }) => {
        const path = glyph.getPath(left, baseline, fontPx).toPathData(2);
        left += advancePx(font, glyph, fontPx);
        return path;
      })
      .join('');
  }

  /** A character that no subset has is drawn as the first subset's empty box, never left out. */
  private glyphsOf(text: string): { font: Font; glyph: Glyph }[] {
    const [first] = this.fonts;
    if (first === undefined) throw new Error('the label font has no subsets');
    return [...text].map((character) => {
      const font = this.fonts.find((candidate) => candidate.charToGlyphIndex(character) > 0) ?? first;
      return { font, glyph: font.charToGlyph(character) };
    });
  }
}

function advancePx(font: Font, glyph: Glyph, fontPx: number): number {
  return ((glyph.advanceWidth ?? 0) * fontPx) / font.unitsPerEm;
}

function arrayBufferOf(bytes: Buffer): ArrayBuffer {
  // readFile gives a buffer of its own or a slice of a pool: copy out exactly these bytes.
  return new Uint8Array(bytes).buffer;
}
