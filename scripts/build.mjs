import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Ends with a sentence where this Node is too old to run what follows. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Gridscope needs Node 20.19 or newer and this is ${process.versions.node}. Install a newer one from https://nodejs.org and run npm install again.`);
  process.exit(1);
}

/** Builds what changed; says nothing unless it fails. */
export function build() {
  const nx = fileURLToPath(import.meta.resolve('nx/bin/nx.js'));
  const result = spawnSync(process.execPath, [nx, 'run-many', '-t', 'build', '--output-style=static'], { cwd: root, encoding: 'utf8' });
  if (result.status === 0) return;
  console.error(result.stdout, result.stderr);
  console.error('The build failed; the lines above say where.');
  process.exit(1);
}
