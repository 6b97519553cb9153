// `npm start`: builds what changed, then runs the program in this terminal. A script, so that it is the same on every system's shell.
import { spawnSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Gridscope needs Node 20.19 or newer and this is ${process.versions.node}. Install a newer one from https://nodejs.org and run npm install again.`);
  process.exit(1);
}

const root = fileURLToPath(new URL('..', import.meta.url));
const nx = fileURLToPath(import.meta.resolve('nx/bin/nx.js'));
const build = spawnSync(process.execPath, [nx, 'run-many', '-t', 'build', '--output-style=static'], { cwd: root, encoding: 'utf8' });
if (build.status !== 0) {
  console.error(build.stdout, build.stderr);
  console.error('The build failed; the lines above say where.');
  process.exit(1);
}

const program = spawn(process.execPath, [fileURLToPath(new URL('../apps/api/dist/main.js', import.meta.url)), ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => program.kill(signal));
program.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
