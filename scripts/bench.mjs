// `npm run bench -- [--json] [--only name,name]`: takes the time of what has to be fast.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build, requireNode, root } from './build.mjs';
import { runProgram } from './run-program.mjs';

requireNode();
build();
const compiled = spawnSync(process.execPath, [fileURLToPath(import.meta.resolve('typescript/bin/tsc')), '-b', 'test/bench'], { cwd: root, stdio: ['ignore', 2, 2] });
if (compiled.status !== 0) process.exit(1);
runProgram('test/dist/bench/main.js', process.argv.slice(2));
