/** Rows of a CSV file by the names in its first line (RFC 4180). */
export function readCsv(text: string): Record<string, string>[] {
  const [names = [], ...rows] = [...records(text)];
  return rows.map((row) => Object.fromEntries(names.map((name, place) => [name, row[place] ?? ''])));
}

function* records(text: string): Generator<string[]> {
  let record: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (end === '' && record.length === 0 && plain === '') return;
    record.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    yield record;
    record = [];
  }
}
