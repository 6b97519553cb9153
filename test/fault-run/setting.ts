/** One way to run the program. */
export interface Setting {
  name: string;
  queue: 'in-process' | 'bull';
  database: 'sqlite' | 'postgres';
}

/** Each takes its share of the kills. */
export const settings: readonly Setting[] = [
  { name: 'in-process+sqlite', queue: 'in-process', database: 'sqlite' },
  { name: 'bull+sqlite', queue: 'bull', database: 'sqlite' },
  { name: 'in-process+postgres', queue: 'in-process', database: 'postgres' },
  { name: 'bull+postgres', queue: 'bull', database: 'postgres' },
];
