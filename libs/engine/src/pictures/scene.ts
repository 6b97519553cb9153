import type { WeightedWord } from '../sampling/conditioning.js';
import { hashText } from './noise-field.js';
import { colourNames, paletteFor, paletteNamed, type Palette, type Rgb } from './palettes.js';
import { subjectNamed, type Ground, type Subject } from './subjects.js';

/** What a prompt asks to be painted. */
export interface Scene {
  readonly palette: Palette;
  readonly ground: Ground;
  readonly subjects: readonly { subject: Subject; weight: number; seed: number; isCrooked: boolean }[];
  readonly colours: readonly { colour: Rgb; weight: number }[];
  /** Share of brush strokes asked for beyond the model's own, −0.5 to 0.5. */
  readonly brush: number;
  readonly saturation: number;
  /** Every word that names no thing of ours leaves its own soft mark. */
  readonly marks: readonly { seed: number; weight: number }[];
}

const fillers: ReadonlySet<string> = new Set(['a', 'an', 'the', 'of', 'at', 'in', 'on', 'and', 'with', 'by', 'to', 'over', 'under', 'near', 'from', 'is']);
const groundWords: Readonly<Record<string, Ground>> = {
  sea: 'sea', ocean: 'sea', lake: 'sea', river: 'sea', water: 'sea', harbour: 'sea', coast: 'sea', beach: 'sea', island: 'sea',
  hill: 'hills', hills: 'hills', valley: 'hills', forest: 'hills', field: 'meadow', meadow: 'meadow', garden: 'meadow',
  desert: 'dunes', dunes: 'dunes', snow: 'snow', snowy: 'snow', winter: 'snow', street: 'plain', plain: 'plain', road: 'plain',
};
const brushWords: Readonly<Record<string, number>> = {
  oil: 0.4, impressionist: 0.5, impasto: 0.5, acrylic: 0.3, painting: 0.1, gouache: 0.2, watercolor: -0.2, watercolour: -0.2,
  photo: -0.5, photograph: -0.5, photorealistic: -0.5, realistic: -0.3, render: -0.5, anime: -0.5, vector: -0.5, flat: -0.5, sketch: 0.2,
};
const saturationWords: Readonly<Record<string, number>> = {
  vibrant: 1.3, colorful: 1.3, colourful: 1.3, neon: 1.4, cyberpunk: 1.3, vivid: 1.3, muted: 0.65, pastel: 0.75, watercolor: 0.85,
  watercolour: 0.85, faded: 0.6, vintage: 0.7, sketch: 0.25, ink: 0.3, monochrome: 0.05, sepia: 0.4, noir: 0.1,
};

/** Reads the words of a prompt as a scene; undefined for no words. */
export function sceneOf(words: readonly WeightedWord[]): Scene | undefined {
  if (words.length === 0) return undefined;
  const heard = words.filter((word) => !fillers.has(word.word));
  const seed = hashText(heard.map((word) => word.word).join(' '));
  const subjects = subjectsOf(heard);
  const grounds = heard.flatMap((word) => groundWords[word.word] ?? []);
  const palettes = heard.flatMap((word) => paletteNamed(word.word) ?? []);
  return {
    palette: palettes[0] ?? paletteFor(seed),
    ground: grounds[0] ?? subjects[0]?.subject.ground ?? 'hills',
    subjects,
    colours: heard.flatMap((word) => (word.word in colourNames ? [{ colour: colourNames[word.word]!, weight: word.weight }] : [])),
    brush: heard.reduce((sum, word) => sum + word.weight * (brushWords[word.word] ?? 0), 0),
    saturation: heard.reduce((product, word) => product * (saturationWords[word.word] ?? 1), 1),
    marks: heard.map((word) => ({ seed: hashText(word.word), weight: word.weight / (1 + 0.1 * word.order) })),
  };
}

/** Things to see, the weightiest first; where no word names one we know, the longest word gets a form of its own. */
function subjectsOf(words: readonly WeightedWord[]): Scene['subjects'] {
  const isCrooked = words.some((word) => ['crooked', 'twisted', 'gnarled', 'old', 'ruined', 'haunted'].includes(word.word));
  const known = words.flatMap((word) => {
    const subject = subjectNamed(word.word);
    return subject === undefined || word.weight <= 0 ? [] : [{ subject, weight: word.weight, seed: hashText(word.word), isCrooked }];
  });
  if (known.length > 0) return known.sort((one, other) => other.weight - one.weight).slice(0, 3);
  const longest = words.reduce<WeightedWord | undefined>((best, word) => (best === undefined || word.word.length > best.word.length ? word : best), undefined);
  if (longest === undefined || isSpoken(longest.word)) return [];
  return [{ subject: subjectNamed('monument')!, weight: longest.weight, seed: hashText(longest.word), isCrooked }];
}

function isSpoken(word: string): boolean {
  return word in groundWords || word in brushWords || word in saturationWords || word in colourNames || paletteNamed(word) !== undefined;
}
