import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type Program, startProgram } from './start-program.js';

/** One program for the tests of a describe block, on a data folder of its own. */
export function withProgram(environment: Record<string, string> = {}): () => Program {
  let program: Program | undefined;
  beforeAll(async () => {
    program = await startProgram(await mkdtemp(join(tmpdir(), 'gridscope-')), environment);
  });
  afterAll(async () => {
    await program?.kill();
    if (program !== undefined) await rm(program.dataFolder, { recursive: true, force: true, maxRetries: 5 });
  });
  return () => {
    if (program === undefined) throw new Error('the program is started before a test begins');
    return program;
  };
}
