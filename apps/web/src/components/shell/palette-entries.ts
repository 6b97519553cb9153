export interface Entry {
  name: string;
  hint: string;
  keys?: string | undefined;
  run: () => unknown;
}

export interface EntryGroup {
  name: string;
  entries: readonly Entry[];
  /** Somebody else has already searched them. */
  isFiltered?: boolean;
}

/** The groups with the entries that have every word of the text in name or hint; empty groups are left out. */
export function findEntries(text: string, groups: readonly EntryGroup[]): EntryGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const fits = (entry: Entry) => words.every((word) => `${entry.name} ${entry.hint}`.toLowerCase().includes(word));
  return groups.map((group) => (group.isFiltered === true ? group : { ...group, entries: group.entries.filter(fits) })).filter(({ entries }) => entries.length > 0);
}
