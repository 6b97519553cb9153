// `npm run worker`: the program as a worker, beside others that share its Redis.
import { build, requireNode } from './build.mjs';
import { runProgram } from './run-program.mjs';

requireNode();
build();
process.env.GRIDSCOPE_ROLE = 'worker';
runProgram('apps/api/dist/main.js', process.argv.slice(2));
