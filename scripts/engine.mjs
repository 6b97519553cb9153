// `npm run engine -- --port N --dir DIR`: the built-in engine alone, for any ComfyUI client.
import { build, requireNode } from './build.mjs';
import { runProgram } from './run-program.mjs';

requireNode();
build();
runProgram('libs/engine/dist/main.js', process.argv.slice(2));
