/** Nobody means a name by a longer text, and comparing it letter by letter with each would take long. */
const LONGEST_NAME = 300;

/** The names most like the one that was asked for, best first: those that contain it or differ in few letters. */
export function nearestNames(name: string, names: Iterable<string>, limit = 3): string[] {
  if (name.length > LONGEST_NAME) return [];
  const wanted = name.toLowerCase();
  const rated = [...new Set(names)].map((candidate) => ({ candidate, distance: distanceOf(wanted, candidate.toLowerCase()) }));
  const near = rated.filter(({ distance }) => distance <= Math.max(1, wanted.length * 0.4));
  return near.sort((a, b) => a.distance - b.distance).slice(0, limit).map(({ candidate }) => candidate);
}

/** A sentence's end that names what was perhaps meant; empty where nothing comes near. */
export function perhaps(names: readonly string[]): string {
  return names.length === 0 ? '' : `; perhaps ${names.map((name) => `"${name}"`).join(' or ')}`;
}

function distanceOf(wanted: string, candidate: string): number {
  if (wanted !== '' && candidate.includes(wanted)) return (candidate.length - wanted.length) / (candidate.length + 1);
  if (candidate.length >= 4 && wanted.includes(candidate)) return 1;
  return editDistance(wanted, candidate);
}

/** Levenshtein's distance: letters put in, taken out or changed. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
