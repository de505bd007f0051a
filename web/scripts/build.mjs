/**
 * Builds the front end when that is due, for the build of the server: installs the packages when the lock file changed,
 * builds when a source is newer than the result, and otherwise ends at once.
 *
 *     node scripts/build.mjs           builds if anything changed
 *     node scripts/build.mjs --force   builds in any case
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const LEAST_NODE = [20, 19];
const SOURCES = [
  'src',
  'public',
  'scripts',
  'index.html',
  'board.html',
  'vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];
const installedMark = join(root, 'node_modules', '.installed-lock');
const builtMark = join(root, 'dist', '.built');

function fail(message) {
  console.error(`web: ${message}`);
  process.exit(1);
}

function run(command, ...words) {
  const { status, error } = spawnSync(command, words, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (error !== undefined) fail(`${command} could not be started: ${error.message}`);
  if (status !== 0) fail(`${[command, ...words].join(' ')} ended with status ${status}`);
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function textOf(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

const version = process.versions.node.split('.').map(Number);
if (version[0] < LEAST_NODE[0] || (version[0] === LEAST_NODE[0] && version[1] < LEAST_NODE[1])) {
  fail(
    `Node ${process.versions.node} is too old, at least ${LEAST_NODE.join('.')} is needed to build the pages. Put a newer one first on the PATH, or build with -DskipWeb.`,
  );
}

const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
if (textOf(installedMark) !== lock) {
  run('npm', 'ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error');
  writeFileSync(installedMark, lock);
}

const due =
  process.argv.includes('--force') ||
  !existsSync(builtMark) ||
  Math.max(...SOURCES.map((name) => newest(join(root, name)))) > statSync(builtMark).mtimeMs;
if (due) {
  run('npm', 'run', '--silent', 'build');
  writeFileSync(builtMark, '');
}
