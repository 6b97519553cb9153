// `npm run bench:execution -- [--json] [--only name,name]`: how well servers are kept busy, on engines with fixed costs.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build, requireNode, root } from './build.mjs';
import { runProgram } from './run-program.mjs';

requireNode();
build();
const compiled = spawnSync(process.execPath, [fileURLToPath(import.meta.resolve('typescript/bin/tsc')), '-b', 'test/bench'], { cwd: root, stdio: ['ignore', 2, 2] });
if (compiled.status !== 0) process.exit(1);
runProgram('test/dist/bench/execution/main.js', process.argv.slice(2));
