import { experimentDraft, type ExperimentDraftInput } from '@gridscope/contract';
import { LineCounter, isNode, parseDocument, stringify, type Document } from 'yaml';
import { emptyDraft, type EditedDraft } from './edited-draft';

export interface YamlMistake {
  /** From 1. */
  line: number;
  /** Characters of the text. */
  at: { from: number; to: number };
  message: string;
}

export type YamlRead = { ok: true; draft: EditedDraft } | { ok: false; mistakes: YamlMistake[] };

/** A draft as the command line reads it too; what has its usual value is left out. */
export function writeDraftYaml(draft: ExperimentDraftInput): string {
  const { gridscope, name, tags, workflow, servers, random, set, axes, skip, outputs } = draft;
  const isUsual = (value: unknown, usual: unknown) => value === undefined || JSON.stringify(value) === JSON.stringify(usual);
  return stringify({
    gridscope: gridscope ?? 1,
    name,
    ...(isUsual(tags, emptyDraft.tags) ? {} : { tags }),
    workflow,
    ...(isUsual(servers, emptyDraft.servers) ? {} : { servers }),
    ...(isUsual(random, emptyDraft.random) ? {} : { random }),
    ...(isUsual(set, emptyDraft.set) ? {} : { set }),
    axes: axes ?? [],
    ...(isUsual(skip, emptyDraft.skip) ? {} : { skip }),
    ...(outputs === undefined ? {} : { outputs }),
  }, { lineWidth: 0 });
}

/** Reads a draft from YAML, or says what is wrong and where. Integers keep every digit. */
export function readDraftYaml(text: string): YamlRead {
  const lines = new LineCounter();
  const document = parseDocument(text, { intAsBigInt: true, lineCounter: lines });
  const mistake = (from: number, to: number, message: string): YamlMistake => ({ line: lines.linePos(from).line, at: { from, to }, message });
  if (document.errors.length > 0) return { ok: false, mistakes: document.errors.map(({ pos, message }) => mistake(pos[0], pos[1], message.split('\n')[0] ?? message)) };
  const read = experimentDraft.safeParse(withExactNumbers(document.toJS()));
  if (read.success) return { ok: true, draft: read.data };
  return {
    ok: false,
    mistakes: read.error.issues.map(({ path, message }) => {
      const [from, to] = rangeOf(document, path);
      return mistake(from, to, path.length === 0 ? message : `${path.join('.')}: ${message}`);
    }),
  };
}

/** Where a path is written; of one that is not there, where its nearest parent is. */
function rangeOf(document: Document, path: readonly PropertyKey[]): [number, number] {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return [node.range[0], node.range[1]];
  }
  return [0, 0];
}

/** Integers within ±(2^53 − 1) as numbers, others as decimal text. */
function withExactNumbers(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (Array.isArray(value)) return value.map(withExactNumbers);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withExactNumbers(inner)]));
  return value;
}
