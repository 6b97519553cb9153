// `npm test`: types, lint, import rules, then every test, and one line that sums them up.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
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
// What touches the database, a second time on PostgreSQL: every test of the program that opens one, and what is killed, shared and exact.
const onPostgres = { projects: ['api', 'faults'], files: [...dataTests('apps/api/src'), ...['killed', 'overlap', 'exact-seed'].map((name) => `test/faults/${name}.test.ts`)], environment: { GRIDSCOPE_TEST_DATABASE: 'postgres' } };

const scratch = mkdtempSync(join(tmpdir(), 'gridscope-test-'));
const sums = { passed: 0, failed: 0, skipped: 0 };

/** Runs one of our tools with this Node, so that no shell is needed. */
function tool(module, args, environment = {}) {
  return spawnSync(process.execPath, [fileURLToPath(import.meta.resolve(module)), ...args], { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } }).status ?? 1;
}

function check(name, module, args) {
  console.log(`\n── ${name}`);
  const isGood = tool(module, args) === 0;
  sums[isGood ? 'passed' : 'failed'] += 1;
  return isGood;
}

/** Runs the tests of these projects, two files at once where the project allows it; of these files alone where some are named. */
function test(name, projects, { files = [], environment = {} } = {}) {
  console.log(`\n── ${name}`);
  const report = join(scratch, `${name.replaceAll(' ', '-')}.json`);
  const status = tool('../node_modules/vitest/vitest.mjs', ['run', '--maxWorkers=2', ...files, ...projects.flatMap((project) => ['--project', project]), '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], environment);
  // Without a report nothing ran, and that is no success.
  if (!existsSync(report)) return void (sums.failed += 1);
  const result = JSON.parse(readFileSync(report, 'utf8'));
  sums.passed += result.numPassedTests;
  sums.failed += result.numFailedTests;
  sums.skipped += result.numPendingTests + result.numTodoTests;
  // A file that could not be loaded, or an error outside a test, has no failed test to be counted by.
  if (status !== 0 && result.numFailedTests === 0) sums.failed += Math.max(1, result.numFailedTestSuites);
}

/** Tests under a folder that start the program or open its database. */
function dataTests(folder) {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
  return names.map((name) => join(folder, name)).filter((path) => /\b(startApp|slowStudio|openTestDatabase)\(/.test(readFileSync(join(root, path), 'utf8')));
}

function testOnPostgres() {
  if (isPostgresThere()) return test('data on PostgreSQL', onPostgres.projects, onPostgres);
  const isRequired = process.env.GRIDSCOPE_REQUIRE_SERVICES === '1';
  console.log(`\n── data on PostgreSQL: ${isRequired ? 'failed' : 'skipped'}, because PostgreSQL is not installed (initdb in PATH or /usr/lib/postgresql)`);
  sums[isRequired ? 'failed' : 'skipped'] += 1;
}

/** Where `test/support/postgres.ts` looks too. */
function isPostgresThere() {
  const versions = '/usr/lib/postgresql';
  const debian = existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, 'bin')) : [];
  return [...(process.env.PATH ?? '').split(delimiter), ...debian].some((path) => existsSync(join(path, 'initdb')));
}

const isBuilt = check('types and build', 'nx/bin/nx.js', ['run-many', '-t', 'build', '--output-style=static']);
if (isBuilt) check('types of tests', '../node_modules/typescript/bin/tsc', ['-p', 'tsconfig.tests.json']);
check('lint', '../node_modules/eslint/bin/eslint.js', ['.']);
check('import rules', '../node_modules/dependency-cruiser/bin/dependency-cruise.mjs', ['--config', '.dependency-cruiser.mjs', 'libs', 'apps', 'test']);
if (isBuilt) {
  for (const [name, projects] of groups) test(name, projects);
  testOnPostgres();
} else console.log('The tests did not run, because the build failed.');

rmSync(scratch, { recursive: true, force: true });
console.log(`\n${sums.passed} passed, ${sums.failed} failed${sums.skipped > 0 ? `, ${sums.skipped} skipped` : ''}`);
process.exit(sums.failed > 0 ? 1 : 0);
