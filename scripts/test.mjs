// `npm test`: types, lint, import rules, then every test, and one line that sums them up.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireNode, root } from './build.mjs';

requireNode();

// One after the other: a group that starts whole programs must not compete with the next one for the processor.
const groups = [
  ['libraries and page', ['grid', 'comfy', 'contract', 'web']],
  ['engine', ['engine']],
  ['program', ['api', 'contracts']],
  ['faults', ['faults']],
  ['browser', ['e2e']],
];

const scratch = mkdtempSync(join(tmpdir(), 'gridscope-test-'));
const sums = { passed: 0, failed: 0, skipped: 0 };

/** Runs one of our tools with this Node, so that no shell is needed. */
function tool(module, args) {
  return spawnSync(process.execPath, [fileURLToPath(import.meta.resolve(module)), ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;
}

function check(name, module, args) {
  console.log(`\n── ${name}`);
  const isGood = tool(module, args) === 0;
  sums[isGood ? 'passed' : 'failed'] += 1;
  return isGood;
}

function test(name, projects) {
  console.log(`\n── ${name}`);
  const report = join(scratch, `${projects.join('-')}.json`);
  const status = tool('../node_modules/vitest/vitest.mjs', ['run', ...projects.flatMap((project) => ['--project', project]), '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  // Without a report nothing ran, and that is no success.
  if (!existsSync(report)) return void (sums.failed += 1);
  const result = JSON.parse(readFileSync(report, 'utf8'));
  sums.passed += result.numPassedTests;
  sums.failed += result.numFailedTests;
  sums.skipped += result.numPendingTests + result.numTodoTests;
  // A file that could not be loaded, or an error outside a test, has no failed test to be counted by.
  if (status !== 0 && result.numFailedTests === 0) sums.failed += Math.max(1, result.numFailedTestSuites);
}

const isBuilt = check('types and build', 'nx/bin/nx.js', ['run-many', '-t', 'build', '--output-style=static']);
if (isBuilt) check('types of tests', '../node_modules/typescript/bin/tsc', ['-p', 'tsconfig.tests.json']);
check('lint', '../node_modules/eslint/bin/eslint.js', ['.']);
check('import rules', '../node_modules/dependency-cruiser/bin/dependency-cruise.mjs', ['--config', '.dependency-cruiser.mjs', 'libs', 'apps', 'test']);
if (isBuilt) for (const [name, projects] of groups) test(name, projects);
else console.log('The tests did not run, because the build failed.');

rmSync(scratch, { recursive: true, force: true });
console.log(`\n${sums.passed} passed, ${sums.failed} failed${sums.skipped > 0 ? `, ${sums.skipped} skipped` : ''}`);
process.exit(sums.failed > 0 ? 1 : 0);
