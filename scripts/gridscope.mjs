// `npm run gridscope -- …`: the command line, built first.
import { build, requireNode } from './build.mjs';
import { runProgram } from './run-program.mjs';

requireNode();
build();
runProgram('apps/api/dist/cli.js', process.argv.slice(2));
