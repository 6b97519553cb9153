import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { readPicture } from '@gridscope/comfy';
import { type ExperimentDraftInput, type Problem, experimentDraft } from '@gridscope/contract';
import { type Document, LineCounter, isNode, parseDocument } from 'yaml';
import { problemsOf } from '../http/parse.pipe.js';

/** A mistake in the file that a person wrote; each problem has its place in it. */
export class DraftFileError extends Error {
  constructor(
    readonly file: string,
    readonly problems: readonly PlacedProblem[],
  ) {
    super(problems.map((problem) => `${file}:${problem.line}:${problem.column} ${problem.message}`).join('\n'));
    this.name = 'DraftFileError';
  }
}

export interface PlacedProblem {
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  message: string;
}

/** An experiment as read from YAML (or JSON, which is YAML). */
export interface DraftFile {
  draft: ExperimentDraftInput;
  /** Pictures that an axis names by path, to be uploaded: path as written → absolute path. */
  pictures: Map<string, string>;
  /** Where in the file a path into the draft is. */
  place(path: Problem['path']): { line: number; column: number };
}

/** Reads an experiment, and puts the contents of files it names into it. Throws DraftFileError. */
export async function readDraftFile(file: string): Promise<DraftFile> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new DraftFileError(file, [{ line: 1, column: 1, message: error.code === 'ENOENT' ? 'there is no such file' : `the file cannot be read: ${error.message}` }]);
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { intAsBigInt: true, lineCounter: lines });
  const broken = document.errors.map((error) => ({ line: error.linePos?.[0].line ?? 1, column: error.linePos?.[0].col ?? 1, message: error.message.split('\n')[0] ?? error.message }));
  if (broken.length > 0) throw new DraftFileError(file, broken);
  const place = (path: Problem['path']) => placeOf(document, lines, path);
  const refuse = (path: Problem['path'], message: string): never => {
    throw new DraftFileError(file, [{ ...place(path), message }]);
  };
  const written = withExactNumbers(document.toJS());
  if (!isRecord(written)) return refuse([], 'an experiment is written as keys and values, beginning with "gridscope: 1"');
  const folder = dirname(resolve(file));
  const workflow = await withContents(written.workflow, folder, refuse);
  const parsed = experimentDraft.safeParse({ name: basename(file).replace(/\.[^.]+$/, ''), ...written, workflow });
  if (!parsed.success) throw new DraftFileError(file, problemsOf(parsed.error).map((problem) => ({ ...place(problem.path), message: problem.message })));
  return { draft: parsed.data, pictures: picturesOf(parsed.data, folder), place };
}

type Refuse = (path: Problem['path'], message: string) => never;

/** `{ file }` and `{ image }` become the content they name; everything else is left to the schema. */
async function withContents(workflow: unknown, folder: string, refuse: Refuse): Promise<unknown> {
  if (!isRecord(workflow)) return workflow;
  const { file, image } = workflow;
  if (typeof file === 'string') {
    const bytes = await readOr(resolve(folder, file), () => refuse(['workflow', 'file'], `there is no file ${file} beside this one`));
    return { content: new TextDecoder().decode(bytes), name: basename(file) };
  }
  if (typeof image === 'string') {
    const bytes = await readOr(resolve(folder, image), () => refuse(['workflow', 'image'], `there is no picture ${image} beside this file`));
    const reading = await readPicture(bytes);
    if (!reading.ok) return refuse(['workflow', 'image'], reading.message);
    return { content: reading.prompt ?? reading.workflow, name: basename(image) };
  }
  return workflow;
}

async function readOr(path: string, refuse: () => never): Promise<Uint8Array> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return refuse();
    throw error;
  });
}

function picturesOf(draft: ExperimentDraftInput, folder: string): Map<string, string> {
  const names = (draft.axes ?? []).flatMap((axis) => ('images' in axis ? axis.images.files : [])).filter((name) => !/(^|=)image:/.test(name));
  return new Map(names.map((name) => [name, resolve(folder, name)]));
}

/** YAML's integers come exactly; those beyond 2^53 go on as decimal text. */
function withExactNumbers(value: unknown): unknown {
  if (typeof value === 'bigint') return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
  if (Array.isArray(value)) return value.map(withExactNumbers);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withExactNumbers(item)]));
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The innermost thing on the path that stands in the file. */
function placeOf(document: Document, lines: LineCounter, path: Problem['path']): { line: number; column: number } {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (!isNode(node) || node.range === undefined || node.range === null) continue;
    const { line, col } = lines.linePos(node.range[0]);
    return { line, column: col };
  }
  return { line: 1, column: 1 };
}
