// `npm test`: types, lint, import rules, then every test, and one line that sums them up.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
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
const onPostgres = { projects: ['api', 'faults'], files: [...dataTests('apps/api/src'), ...['killed', 'overlap', 'exact-seed', 'several-processes'].map((name) => `test/faults/${name}.test.ts`)], environment: { GRIDSCOPE_TEST_DATABASE: 'postgres' } };

const scratch = mkdtempSync(join(tmpdir(), 'gridscope-test-'));
const sums = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const unsteady = [];
// More than this is no bad luck.
const mostFilesTriedAgain = 3;
const linesOfComplaint = 12;

/** Runs one of our tools with this Node, so that no shell is needed. */
function tool(module, args, environment = {}) {
  return spawnSync(process.execPath, [fileURLToPath(import.meta.resolve(module)), ...args], { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } }).status ?? 1;
}

function check(name, module, args) {
  console.log(`\n── ${name}`);
  const isGood = tool(module, args) === 0;
  sums[isGood ? 'passed' : 'failed'] += 1;
  if (!isGood) failures.push(`${name}: see above`);
  return isGood;
}

/** Runs the tests of these projects, two files at once where the project allows it; of these files alone where some are named. */
function test(name, projects, { files = [], environment = {} } = {}) {
  console.log(`\n── ${name}`);
  const first = vitest(name, projects, files, environment);
  const failed = first.files.filter(isFailed);
  const again = failed.length > 0 && failed.length <= mostFilesTriedAgain ? tryAgain(name, projects, failed, environment) : undefined;
  for (const file of first.files) count(name, again?.files.find(({ name: path }) => path === file.name) ?? file);
  if ([first, ...(again === undefined ? [] : [again])].some(hasOtherError)) count(name, { name: 'an error outside a test', status: 'failed', assertionResults: [], message: 'See the output above.' });
}

/** An error outside a test, or no report at all, has no failed test to be counted by, and is no success. */
function hasOtherError({ status, isWhole, files }) {
  return !isWhole || (status !== 0 && !files.some(isFailed));
}

function vitest(name, projects, files, environment) {
  const report = join(scratch, `${name.replaceAll(' ', '-')}.json`);
  rmSync(report, { force: true });
  const status = tool('../node_modules/vitest/vitest.mjs', ['run', '--maxWorkers=2', ...files, ...projects.flatMap((project) => ['--project', project]), '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], environment);
  return { status, isWhole: existsSync(report), files: existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults : [] };
}

/** Whole programs on a busy machine can be unlucky once: a file that failed has a second try, and what needed it is named at the end. */
function tryAgain(name, projects, failed, environment) {
  console.log(`\n── ${name}, once more: ${failed.map((file) => relative(root, file.name)).join(', ')}`);
  const again = vitest(name, projects, failed.map((file) => relative(root, file.name)), environment);
  const isMended = (path) => again.files.some((file) => file.name === path && !isFailed(file));
  for (const file of failed.filter((each) => isMended(each.name))) unsteady.push(...complaints(name, file));
  return again;
}

function isFailed(file) {
  return file.status === 'failed' || file.assertionResults.some(({ status }) => status === 'failed');
}

function count(name, file) {
  for (const { status } of file.assertionResults) sums[status === 'passed' || status === 'failed' ? status : 'skipped'] += 1;
  if (!isFailed(file)) return;
  failures.push(...complaints(name, file));
  // A file that could not be loaded has no failed test to be counted by.
  if (!file.assertionResults.some(({ status }) => status === 'failed')) sums.failed += 1;
}

/** What failed in a file, each with where it is and how the complaint begins. */
function complaints(name, file) {
  const tests = file.assertionResults.filter(({ status }) => status === 'failed').map(({ fullName, failureMessages }) => [fullName, failureMessages.join('\n')]);
  const all = tests.length > 0 ? tests : [['could not be run', file.message]];
  return all.map(([title, message]) => `${name}: ${relative(root, file.name)}: ${title}\n${stripVTControlCharacters(message).split('\n').filter((line) => !line.includes('node_modules')).slice(0, linesOfComplaint).map((line) => `    ${line}`).join('\n')}`);
}

/** Tests under a folder that start the program or open its database. */
function dataTests(folder) {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
  return names.map((name) => join(folder, name)).filter((path) => /\b(startApp|slowStudio|openTestDatabase)\(/.test(readFileSync(join(root, path), 'utf8')));
}

function testOnPostgres() {
  if (isPostgresThere()) return test('data on PostgreSQL', onPostgres.projects, onPostgres);
  const isRequired = process.env.GRIDSCOPE_REQUIRE_SERVICES === '1';
  const outcome = `data on PostgreSQL: ${isRequired ? 'failed' : 'skipped'}, because PostgreSQL is not installed (initdb in PATH or /usr/lib/postgresql)`;
  console.log(`\n── ${outcome}`);
  sums[isRequired ? 'failed' : 'skipped'] += 1;
  if (isRequired) failures.push(outcome);
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
if (unsteady.length > 0) console.log(`\n── passed only when tried once more:\n${unsteady.join('\n')}`);
if (failures.length > 0) console.log(`\n── failed:\n${failures.join('\n')}`);
console.log(`\n${sums.passed} passed, ${sums.failed} failed${sums.skipped > 0 ? `, ${sums.skipped} skipped` : ''}`);
process.exit(sums.failed > 0 ? 1 : 0);
