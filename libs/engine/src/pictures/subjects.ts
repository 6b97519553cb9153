import { chance, valueNoise } from './noise-field.js';
import { box, ellipse, stick, trapezium } from './shapes.js';

/** What a subject stands on. */
export type Ground = 'sea' | 'hills' | 'meadow' | 'dunes' | 'snow' | 'plain';

/** How a part is coloured: walls and roofs take light and shadow, glow shines by itself. */
export type Finish = 'wall' | 'roof' | 'dark' | 'pale' | 'accent' | 'leaf' | 'blossom' | 'wood' | 'glow' | 'rock';

/** One painted form; x to the right, y up from the ground, in units of the subject's height. Negative inside. */
export interface Part {
  readonly finish: Finish;
  readonly distance: (x: number, y: number) => number;
}

/** A thing that can be painted. */
export interface Subject {
  readonly ground: Ground;
  /** In picture heights. */
  readonly height: number;
  /** Where its lamp shines from, in its own units. */
  readonly lamp?: readonly [x: number, y: number];
  readonly floats?: true;
  parts(seed: number, isCrooked: boolean): Part[];
}

/** The subject a word names, plural or not. */
export function subjectNamed(word: string): Subject | undefined {
  const known = names[word] ?? names[word.replace(/s$/u, '')];
  return known === undefined ? undefined : subjects[known];
}

const lighthouse: Subject = {
  ground: 'sea', height: 0.62, lamp: [0, 0.865],
  parts: () => [
    { finish: 'rock', distance: (x, y) => mound(x + 0.02, y, [0.58, 0.13], 3) },
    { finish: 'pale', distance: (x, y) => box(x, y, [0.24, 0.13], [0.1, 0.06]) },
    { finish: 'accent', distance: (x, y) => trapezium(x - 0.24, y, [0.18, 0.27], [0.13, 0]) },
    { finish: 'pale', distance: (x, y) => trapezium(x, y, [0.04, 0.78], [0.115, 0.07]) },
    { finish: 'accent', distance: (x, y) => Math.max(trapezium(x, y, [0.04, 0.78], [0.115, 0.07]), Math.min(Math.abs(y - 0.28) - 0.065, Math.abs(y - 0.56) - 0.065)) },
    { finish: 'dark', distance: (x, y) => Math.min(box(x, y, [0, 0.79], [0.105, 0.016]), box(x, y, [0, 0.1], [0.026, 0.05])) },
    { finish: 'glow', distance: (x, y) => box(x, y, [0, 0.86], [0.055, 0.06]) },
    { finish: 'dark', distance: (x, y) => Math.min(trapezium(x, y, [0.915, 1], [0.082, 0.01]), box(x, y, [0, 0.865], [0.007, 0.055])) },
  ],
};

const castle: Subject = {
  ground: 'hills', height: 0.56, lamp: [0, 0.12],
  parts: () => {
    const towers = [[-0.52, 0.5, 0.1], [-0.2, 0.78, 0.1], [0.14, 0.62, 0.085], [0.46, 0.46, 0.105], [0.3, 0.86, 0.055]] as const;
    return [
      { finish: 'leaf', distance: (x, y) => mound(x, y + 0.06, [1.15, 0.13], 5) },
      { finish: 'wall', distance: (x, y) => box(x, y, [0.08, 0.3], [0.26, 0.32]) },
      { finish: 'wall', distance: (x, y) => battlements(x, y, [0, 0.14], [0.56, 0.2]) },
      ...towers.flatMap(([at, top, half]): Part[] => [
        { finish: 'wall', distance: (x, y) => box(x, y, [at, top / 2 - 0.04], [half, top / 2 + 0.04]) },
        { finish: 'wall', distance: (x, y) => battlements(x, y, [at, top - 0.01], [half * 1.22, 0.035]) },
        { finish: 'roof', distance: (x, y) => trapezium(x - at, y, [top + 0.02, top + half * 2.6], [half * 1.12, 0]) },
      ]),
      { finish: 'dark', distance: (x, y) => Math.min(box(x, y, [0, 0.04], [0.075, 0.1]), ellipse(x, y, [0, 0.14], [0.075, 0.075])) },
      { finish: 'glow', distance: (x, y) => Math.min(...towers.map(([at, top]) => box(x, y, [at, top - 0.14], [0.018, 0.035])), box(x, y, [0.02, 0.46], [0.02, 0.035])) },
    ];
  },
};

/** A rugged hill with a flat foot, its top at about y = the second half side. */
function mound(x: number, y: number, [half, top]: readonly [number, number], seed: number): number {
  const rugged = 0.035 * valueNoise(x * 9, 2, seed) + 0.02 * valueNoise(x * 23, 5, seed);
  return Math.max(ellipse(x, y + rugged, [0, -0.02], [half, top]), -y - 0.05 + 0.4 * rugged);
}

function battlements(x: number, y: number, [cx, cy]: readonly [number, number], half: readonly [number, number]): number {
  const isTooth = Math.abs((((x - cx) / 0.07) % 2 + 2) % 2 - 1) < 0.5;
  return box(x, y, [cx, cy], [half[0], half[1] + (isTooth ? 0.03 : 0)]);
}

const tree: Subject = {
  ground: 'meadow', height: 0.68,
  parts: (seed, isCrooked) => {
    const bend = isCrooked ? 0.2 : 0.05;
    const branches: (readonly [readonly [number, number], readonly [number, number], number])[] = [];
    const tips: (readonly [number, number])[] = [];
    const grow = (from: readonly [number, number], angle: number, length: number, depth: number, id: number): void => {
      const to = [from[0] + length * Math.sin(angle), from[1] + length * Math.cos(angle)] as const;
      branches.push([from, to, 0.055 * 0.62 ** depth]);
      if (depth === 4) return void tips.push(to);
      const turn = 0.35 + 0.4 * chance(id, seed);
      grow(to, angle - turn + bend * 3 * (chance(id + 50, seed) - 0.5), length * (0.66 + 0.16 * chance(id + 100, seed)), depth + 1, id * 2 + 1);
      grow(to, angle + turn + bend * 3 * (chance(id + 150, seed) - 0.5), length * (0.66 + 0.16 * chance(id + 200, seed)), depth + 1, id * 2 + 2);
    };
    const hip = [bend * 0.35, 0.17] as const;
    branches.push([[0, -0.03], hip, 0.08]);
    grow(hip, -bend * 1.4, 0.24, 0, 0);
    const leafSize = isCrooked ? 0.055 : 0.11;
    return [
      { finish: 'leaf', distance: (x, y) => Math.min(...tips.map((tip) => ellipse(x, y, [tip[0], tip[1] + 0.015], [leafSize * 1.35, leafSize]))) },
      { finish: 'wood', distance: (x, y) => Math.min(...branches.map(([from, to, thick]) => stick(x, y, from, to, [thick, thick * 0.66])), trapezium(x, y, [-0.06, 0.07], [0.15, 0.06])) },
      { finish: 'blossom', distance: (x, y) => Math.min(...tips.filter((_, index) => index % 2 === 0).map((tip) => ellipse(x, y, [tip[0] - 0.02, tip[1] + 0.04], [leafSize * 0.9, leafSize * 0.6]))) },
    ];
  },
};

const house: Subject = {
  ground: 'meadow', height: 0.36, lamp: [0.16, 0.28],
  parts: () => [
    { finish: 'wall', distance: (x, y) => box(x, y, [0, 0.24], [0.42, 0.27]) },
    { finish: 'roof', distance: (x, y) => Math.min(trapezium(x, y, [0.48, 0.92], [0.54, 0.22]), box(x, y, [0.26, 0.88], [0.05, 0.14])) },
    { finish: 'dark', distance: (x, y) => box(x, y, [-0.15, 0.15], [0.07, 0.17]) },
    { finish: 'glow', distance: (x, y) => Math.min(box(x, y, [0.17, 0.27], [0.08, 0.08]), box(x, y, [-0.15, 0.4], [0.035, 0.03])) },
  ],
};

const boat: Subject = {
  ground: 'sea', height: 0.46,
  parts: () => [
    { finish: 'wood', distance: (x, y) => trapezium(x, y, [-0.1, 0.1], [0.3, 0.46]) },
    { finish: 'dark', distance: (x, y) => stick(x, y, [0, 0.1], [0, 1], [0.016, 0.01]) },
    { finish: 'pale', distance: (x, y) => Math.max(trapezium(x, y, [0.17, 0.96], [0.44, 0.01]), 0.025 - x) },
    { finish: 'accent', distance: (x, y) => Math.max(trapezium(x, y, [0.17, 0.8], [0.32, 0.01]), x + 0.025) },
  ],
};

const mountain: Subject = {
  ground: 'hills', height: 0.55,
  parts: (seed) => {
    const ridge = (x: number): number => 0.05 * valueNoise(x * 5, 1, seed) + 0.025 * valueNoise(x * 14, 2, seed);
    const peak = (x: number, y: number): number => trapezium(x, y + ridge(x), [-0.4, 1], [1.45, 0]);
    const shoulder = (x: number, y: number): number => trapezium(x - 0.62, y + ridge(x + 1), [-0.4, 0.66], [1.1, 0]);
    return [
      { finish: 'rock', distance: (x, y) => Math.min(peak(x, y), shoulder(x, y)) },
      { finish: 'pale', distance: (x, y) => Math.max(peak(x, y), 0.68 + 0.09 * valueNoise(x * 11, 4, seed) - y) },
      { finish: 'pale', distance: (x, y) => Math.max(shoulder(x, y), 0.5 + 0.06 * valueNoise(x * 13, 6, seed) - y) },
    ];
  },
};

const city: Subject = {
  ground: 'plain', height: 0.5, lamp: [0, 0.3],
  parts: (seed) => {
    const towers = Array.from({ length: 9 }, (_, index) => ({ at: (index - 4) * 0.19, half: 0.07 + 0.03 * chance(index, seed), top: 0.3 + 0.68 * chance(index + 20, seed) * (1 - Math.abs(index - 4) / 9) }));
    return [
      { finish: 'wall', distance: (x, y) => Math.min(...towers.map(({ at, half, top }) => box(x, y, [at, top / 2 - 0.05], [half, top / 2 + 0.05]))) },
      { finish: 'dark', distance: (x, y) => Math.min(...towers.filter((_, index) => index % 2 === 0).map(({ at, half, top }) => box(x, y, [at + 0.06, top * 0.36], [half, top * 0.38]))) },
      { finish: 'glow', distance: (x, y) => Math.min(...towers.flatMap(({ at, top }, index) => [0.3, 0.6, 0.85].map((share) => box(x, y, [at + 0.05 * (chance(index, seed + share * 100) - 0.5), top * share], [0.016, 0.022])))) },
    ];
  },
};

const cat: Subject = {
  ground: 'meadow', height: 0.5,
  parts: () => [
    { finish: 'wood', distance: (x, y) => Math.min(ellipse(x, y, [0.05, 0.24], [0.25, 0.3]), stick(x, y, [0.24, 0.06], [0.5, 0.3], [0.06, 0.035])) },
    { finish: 'wood', distance: (x, y) => Math.min(ellipse(x, y, [-0.02, 0.66], [0.21, 0.18]), trapezium(x + 0.15, y, [0.74, 0.95], [0.085, 0]), trapezium(x - 0.11, y, [0.74, 0.95], [0.085, 0])) },
    { finish: 'pale', distance: (x, y) => Math.min(ellipse(x, y, [-0.03, 0.3], [0.11, 0.2]), ellipse(x, y, [-0.02, 0.59], [0.08, 0.055])) },
    { finish: 'glow', distance: (x, y) => Math.min(ellipse(x, y, [-0.1, 0.69], [0.042, 0.034]), ellipse(x, y, [0.06, 0.69], [0.042, 0.034])) },
    { finish: 'dark', distance: (x, y) => Math.min(ellipse(x, y, [-0.1, 0.69], [0.015, 0.03]), ellipse(x, y, [0.06, 0.69], [0.015, 0.03]), ellipse(x, y, [-0.02, 0.62], [0.022, 0.016])) },
  ],
};

const person: Subject = {
  ground: 'plain', height: 0.66,
  parts: () => [
    { finish: 'accent', distance: (x, y) => Math.min(trapezium(x, y, [-0.05, 0.62], [0.3, 0.15]), ellipse(x, y, [0, 0.6], [0.2, 0.1])) },
    { finish: 'pale', distance: (x, y) => Math.min(ellipse(x, y, [0, 0.82], [0.115, 0.14]), box(x, y, [0, 0.67], [0.045, 0.06])) },
    { finish: 'wood', distance: (x, y) => Math.max(ellipse(x, y, [0, 0.85], [0.145, 0.16]), -ellipse(x, y, [0.015, 0.79], [0.105, 0.135])) },
    { finish: 'dark', distance: (x, y) => Math.min(ellipse(x, y, [-0.035, 0.83], [0.016, 0.012]), ellipse(x, y, [0.055, 0.83], [0.016, 0.012])) },
  ],
};

const windmill: Subject = {
  ground: 'meadow', height: 0.56,
  parts: (seed) => {
    const turn = chance(3, seed) * 1.5;
    const blades = [0, 1, 2, 3].map((index) => [0.4 * Math.sin(turn + (index * Math.PI) / 2), 0.66 + 0.4 * Math.cos(turn + (index * Math.PI) / 2)] as const);
    return [
      { finish: 'wall', distance: (x, y) => trapezium(x, y, [-0.05, 0.66], [0.2, 0.12]) },
      { finish: 'roof', distance: (x, y) => trapezium(x, y, [0.65, 0.84], [0.14, 0.02]) },
      { finish: 'pale', distance: (x, y) => Math.min(...blades.map((tip) => stick(x, y, [0, 0.66], tip, [0.02, 0.045]))) },
      { finish: 'dark', distance: (x, y) => Math.min(box(x, y, [0, 0.06], [0.05, 0.1]), ellipse(x, y, [0, 0.66], [0.03, 0.03])) },
    ];
  },
};

const church: Subject = {
  ground: 'hills', height: 0.5, lamp: [0.2, 0.22],
  parts: () => [
    { finish: 'pale', distance: (x, y) => Math.min(box(x, y, [0.16, 0.17], [0.32, 0.2]), box(x, y, [-0.2, 0.3], [0.12, 0.34])) },
    { finish: 'roof', distance: (x, y) => Math.min(trapezium(x - 0.16, y, [0.36, 0.56], [0.37, 0.2]), trapezium(x + 0.2, y, [0.63, 1], [0.15, 0])) },
    { finish: 'glow', distance: (x, y) => Math.min(...[0.04, 0.2, 0.36].map((at) => box(x, y, [at, 0.2], [0.025, 0.07])), ellipse(x, y, [-0.2, 0.46], [0.04, 0.04])) },
  ],
};

const balloon: Subject = {
  ground: 'hills', height: 0.42, floats: true,
  parts: () => [
    { finish: 'accent', distance: (x, y) => Math.min(ellipse(x, y, [0, 0.64], [0.36, 0.36]), trapezium(x, y, [0.2, 0.44], [0.09, 0.3])) },
    { finish: 'pale', distance: (x, y) => Math.max(ellipse(x, y, [0, 0.64], [0.36, 0.36]), Math.abs(Math.abs(x) - 0.16) - 0.06) },
    { finish: 'dark', distance: (x, y) => Math.min(stick(x, y, [-0.08, 0.2], [-0.05, 0.09], [0.008, 0.008]), stick(x, y, [0.08, 0.2], [0.05, 0.09], [0.008, 0.008])) },
    { finish: 'wood', distance: (x, y) => box(x, y, [0, 0.05], [0.07, 0.05]) },
  ],
};

const flower: Subject = {
  ground: 'meadow', height: 0.62,
  parts: () => {
    const petals = Array.from({ length: 8 }, (_, index) => [0.2 * Math.sin((index * Math.PI) / 4), 0.72 + 0.2 * Math.cos((index * Math.PI) / 4)] as const);
    return [
      { finish: 'leaf', distance: (x, y) => Math.min(stick(x, y, [0.05, -0.05], [0, 0.65], [0.026, 0.02]), ellipse(x, y, [0.16, 0.22], [0.15, 0.05]), ellipse(x, y, [-0.12, 0.32], [0.13, 0.045])) },
      { finish: 'accent', distance: (x, y) => Math.min(...petals.map((petal) => ellipse(x, y, petal, [0.105, 0.105]))) },
      { finish: 'glow', distance: (x, y) => ellipse(x, y, [0, 0.72], [0.12, 0.12]) },
    ];
  },
};

const mushroom: Subject = {
  ground: 'meadow', height: 0.48,
  parts: () => [
    { finish: 'pale', distance: (x, y) => trapezium(x, y, [-0.05, 0.6], [0.15, 0.1]) },
    { finish: 'accent', distance: (x, y) => Math.max(ellipse(x, y, [0, 0.52], [0.5, 0.46]), 0.5 - y) },
    { finish: 'pale', distance: (x, y) => Math.min(ellipse(x, y, [-0.18, 0.68], [0.07, 0.055]), ellipse(x, y, [0.08, 0.82], [0.075, 0.05]), ellipse(x, y, [0.27, 0.64], [0.055, 0.045])) },
  ],
};

/** For words we do not know: stacked forms, different for each word. */
const monument: Subject = {
  ground: 'hills', height: 0.55, lamp: [0, 0.7],
  parts: (seed) => {
    const finishes = ['wall', 'accent', 'pale', 'roof', 'leaf', 'wood'] as const;
    return Array.from({ length: 5 }, (_, index): Part => {
      const [low, width] = [index * 0.19 - 0.03, (0.34 - 0.05 * index) * (0.5 + chance(index, seed))];
      const at = 0.16 * (chance(index + 10, seed) - 0.5);
      const kind = Math.floor(3 * chance(index + 20, seed));
      const finish = finishes[Math.floor(finishes.length * chance(index + 30, seed))]!;
      if (kind === 0) return { finish, distance: (x, y) => box(x, y, [at, low + 0.11], [width, 0.115]) };
      if (kind === 1) return { finish, distance: (x, y) => ellipse(x, y, [at, low + 0.11], [width, 0.15]) };
      return { finish, distance: (x, y) => trapezium(x - at, y, [low, low + 0.25], [width, width * 0.35]) };
    });
  },
};

const subjects = { lighthouse, castle, tree, house, boat, mountain, city, cat, person, windmill, church, balloon, flower, mushroom, monument };

const names: Readonly<Record<string, keyof typeof subjects>> = {
  ...Object.fromEntries(Object.keys(subjects).map((name) => [name, name as keyof typeof subjects])), // its own keys
  beacon: 'lighthouse', fortress: 'castle', palace: 'castle', citadel: 'castle', oak: 'tree', pine: 'tree', forest: 'tree', willow: 'tree',
  cottage: 'house', hut: 'house', cabin: 'house', barn: 'house', home: 'house', ship: 'boat', sailboat: 'boat', sailing: 'boat',
  peak: 'mountain', volcano: 'mountain', alps: 'mountain', cities: 'city', skyline: 'city', skyscraper: 'city', town: 'city',
  kitten: 'cat', fox: 'cat', dog: 'cat', wolf: 'cat', rabbit: 'cat', woman: 'person', man: 'person', girl: 'person', boy: 'person',
  portrait: 'person', wizard: 'person', knight: 'person', astronaut: 'person', mill: 'windmill', chapel: 'church', temple: 'church',
  cathedral: 'church', tower: 'church', airship: 'balloon', rose: 'flower', sunflower: 'flower', tulip: 'flower', daisy: 'flower',
  toadstool: 'mushroom', statue: 'monument', robot: 'monument', dragon: 'monument',
};
