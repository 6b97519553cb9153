/** What a benchmark comes to: a number, or several under their names. */
export type Figures = number | { [name: string]: Figures };

export interface Benchmark {
  /** Its key in the JSON line. */
  name: string;
  /** What is measured, for people. */
  title: string;
  measure(say: (words: string) => void): Promise<Figures>;
}
