/** A stretch of the text that was typed: UTF-16 units, `to` not included. */
export interface Place {
  from: number;
  to: number;
}

/** Something that works and that a person should know. */
export interface Warning {
  at: Place;
  message: string;
}

/** What a parser gives back: a value, or the place and the reason of the first mistake. Parsers never throw at typing. */
export type Parsed<T> =
  | { ok: true; value: T; warnings?: Warning[] }
  | { ok: false; at: Place; message: string };

/** What is wrong with a draft or a plan. `path` leads into the draft (`['axes', 1, 'values']`), `at` into the text found there. */
export interface Problem {
  severity: 'error' | 'warning';
  path: (string | number)[];
  at?: Place;
  message: string;
}
