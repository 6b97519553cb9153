import type { Scalar } from './scalar.js';

/** One labelled value as people write it. Nothing but a label: the baseline. */
export interface ValueDraft {
  label?: string;
  set?: Record<string, Scalar>;
  replace?: { in: string | string[]; search: string; with: string; ignoreCase?: boolean }[];
  append?: { to: string | string[]; text: string }[];
  bypass?: string | string[];
}

/** One or more inputs, and text in the axis grammar, or a list whose entries are one item each (a comma in them is a comma). */
export interface InputAxisDraft {
  input: string | string[];
  values: string | Scalar[];
}

/** Prompt search and replace. The first term is searched for, and is the first value. */
export interface ReplaceAxisDraft {
  replace: { in: string | string[]; terms: string[]; ignoreCase?: boolean };
}

/** Texts put at the end of one or more prompts; an empty text is the baseline. */
export interface AppendAxisDraft {
  append: { to: string | string[]; texts: string[] };
}

/** Uploaded pictures: `image:<sha256>`, `name=image:<sha256>`, or a file name on the server. */
export interface ImagesAxisDraft {
  images: { input: string; files: string[] };
}

/** Labelled values, each with its own operations. */
export interface ValuesAxisDraft {
  values: ValueDraft[];
}

/** An axis as people write it. Without a name it is called after its input. */
export type AxisDraft = { name?: string } & (InputAxisDraft | ReplaceAxisDraft | AppendAxisDraft | ImagesAxisDraft | ValuesAxisDraft);
