// `npm test`: types, lint, import rules, then every test, and one line that sums them up.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'gridscope-test-'));
const report = join(scratch, 'vitest.json');
const sums = { passed: 0, failed: 0, skipped: 0 };

/** Runs one of our tools with this Node, so that no shell is needed. */
function tool(module, args) {
  const program = fileURLToPath(import.meta.resolve(module));
  return spawnSync(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;
}

function check(name, module, args) {
  console.log(`\n── ${name}`);
  const status = tool(module, args);
  if (status === 0) sums.passed += 1;
  else sums.failed += 1;
  return status === 0;
}

const isBuilt = check('types and build', 'nx/bin/nx.js', ['run-many', '-t', 'build', '--output-style=static']);
check('lint', '../node_modules/eslint/bin/eslint.js', ['.']);
check('import rules', '../node_modules/dependency-cruiser/bin/dependency-cruise.mjs', ['--config', '.dependency-cruiser.mjs', 'libs', 'apps', 'test']);

if (isBuilt) {
  console.log('\n── tests');
  const status = tool('../node_modules/vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  const result = JSON.parse(readFileSync(report, 'utf8'));
  sums.passed += result.numPassedTests;
  sums.failed += result.numFailedTests;
  sums.skipped += result.numPendingTests + result.numTodoTests;
  // A file that could not be loaded, or an error outside a test, has no failed test to be counted by.
  if (status !== 0 && result.numFailedTests === 0) sums.failed += Math.max(1, result.numFailedTestSuites);
} else {
  console.log('The tests did not run, because the build failed.');
}

rmSync(scratch, { recursive: true, force: true });
console.log(`\n${sums.passed} passed, ${sums.failed} failed${sums.skipped > 0 ? `, ${sums.skipped} skipped` : ''}`);
process.exit(sums.failed > 0 ? 1 : 0);
