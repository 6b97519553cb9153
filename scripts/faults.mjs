// `npm run faults -- [--kills N] [--seed S] [--json] [--only name,name]`: kills and hurts the program while it draws, and counts what was lost, doubled or left.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build, requireNode, root } from './build.mjs';
import { runProgram } from './run-program.mjs';

requireNode();
build();
const compiled = spawnSync(process.execPath, [fileURLToPath(import.meta.resolve('typescript/bin/tsc')), '-b', 'test/fault-run'], { cwd: root, stdio: ['ignore', 2, 2] });
if (compiled.status !== 0) process.exit(1);
runProgram('test/dist/fault-run/main.js', process.argv.slice(2));
