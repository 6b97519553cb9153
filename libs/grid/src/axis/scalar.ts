/** What an input can be set to. An integer beyond ±(2^53 − 1) is decimal text, so that no digit is lost in JSON. */
export type Scalar = number | string | boolean;

/** A whole number: a number within ±(2^53 − 1), decimal text beyond. */
export type IntText = number | string;
