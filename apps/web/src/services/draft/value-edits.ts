import type { ValueDraft } from '@gridscope/contract';
import { asList, asOneOrList } from './edited-draft';

type Scalar = string | number | boolean;

/** One thing a labelled value does, as its editor shows it. */
export type ValueOperation =
  | { op: 'set'; input: string; value: Scalar }
  | { op: 'bypass'; node: string }
  | { op: 'replace'; in: string[]; search: string; with: string }
  | { op: 'append'; to: string[]; text: string };

/** What a value does, one after the other. */
export function operationsOf({ set, bypass, replace, append }: ValueDraft): ValueOperation[] {
  return [
    ...Object.entries(set ?? {}).map(([input, value]): ValueOperation => ({ op: 'set', input, value })),
    ...(bypass === undefined ? [] : asList(bypass)).map((node): ValueOperation => ({ op: 'bypass', node })),
    ...(replace ?? []).map((one): ValueOperation => ({ op: 'replace', in: asList(one.in), search: one.search, with: one.with })),
    ...(append === undefined ? [] : [{ op: 'append', to: asList(append.to), text: append.text } as const]),
  ];
}

/** A value that does these things; with none it is the baseline. Of several texts to append, the first is kept. */
export function valueWith(label: string | undefined, operations: readonly ValueOperation[]): ValueDraft {
  const set = Object.fromEntries(operations.flatMap((one) => (one.op === 'set' ? [[one.input, one.value] as const] : [])));
  const bypass = operations.flatMap((one) => (one.op === 'bypass' ? [one.node] : []));
  const replace = operations.flatMap((one) => (one.op === 'replace' ? [{ in: asOneOrList(one.in), search: one.search, with: one.with }] : []));
  const append = operations.find((one) => one.op === 'append');
  return {
    ...(label === undefined ? {} : { label }),
    ...(Object.keys(set).length > 0 ? { set } : {}),
    ...(bypass.length > 0 ? { bypass: asOneOrList(bypass) } : {}),
    ...(replace.length > 0 ? { replace } : {}),
    ...(append === undefined ? {} : { append: { to: asOneOrList(append.to), text: append.text } }),
  };
}
