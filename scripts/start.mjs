// `npm start`: builds what changed, then runs the program. A script, so that it is the same in every system's shell.
import { build, requireNode } from './build.mjs';
import { runProgram } from './run-program.mjs';

requireNode();
build();
runProgram('apps/api/dist/main.js', process.argv.slice(2));
