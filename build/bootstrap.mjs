/**
 * The one entry of all npm scripts. It needs nothing but Node, so that `npm start` and `npm test` work on a fresh clone:
 * it checks Node, installs the dependencies if they are missing or older than package-lock.json, and hands over to
 * build/commands/<command>.ts.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDED_NODE = [20, 19];
const COMMANDS = [
  'start',
  'test',
  'test-long',
  'test-windows',
  'check',
  'build',
  'package',
  'bench',
  'pictures',
  'cli',
  'electron-path',
  'pocketbase-path',
];
/** Their standard output is one path and nothing else; whatever else there is to say goes to standard error. */
const PATH_COMMANDS = ['electron-path', 'pocketbase-path', 'cli'];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command = '', ...args] = process.argv.slice(2);
const say = (text) => (PATH_COMMANDS.includes(command) ? process.stderr : process.stdout).write(`${text}\n`);

function stop(text) {
  process.stderr.write(`\n${text}\n`);
  process.exit(1);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [neededMajor, neededMinor] = NEEDED_NODE;
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return;
  stop(
    `Basekeeper needs Node ${NEEDED_NODE.join('.')} or newer; this is ${process.versions.node}. ` +
      'Install a current one from https://nodejs.org and run the command again.',
  );
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Compares what npm says it installed with what package-lock.json asks for, package by package. */
function dependenciesAreCurrent() {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages;
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (wanted === undefined || installed === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const there = installed[path];
    if (there === undefined) return entry.optional === true || entry.devOptional === true;
    return there.version === entry.version && there.integrity === entry.integrity && existsSync(join(root, path));
  });
}

/** npm's own program when npm started us; else whatever the system calls npm. */
function npm(npmArgs) {
  const cli = process.env.npm_execpath;
  const options = { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] };
  if (cli !== undefined && cli.endsWith('.js')) return spawn(process.execPath, [cli, ...npmArgs], options);
  return spawn('npm', npmArgs, { ...options, shell: process.platform === 'win32' });
}

async function installDependencies() {
  say('Installing dependencies (npm ci); the first time this takes a minute or two ...');
  const startedAt = Date.now();
  const alive = setInterval(() => say(`  still installing, ${Math.round((Date.now() - startedAt) / 1000)} s`), 15_000);
  const output = [];
  const code = await new Promise((resolve) => {
    const child = npm(['ci', '--no-progress', '--no-audit', '--no-fund', '--loglevel', 'error']);
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => {
      output.push(Buffer.from(String(error)));
      resolve(1);
    });
    child.on('close', resolve);
  });
  clearInterval(alive);
  if (code === 0) {
    say(`  done in ${Math.round((Date.now() - startedAt) / 1000)} s`);
    return;
  }
  const text = Buffer.concat(output).toString('utf8').trim();
  process.stderr.write(`\n${text.split('\n').slice(-15).join('\n')}\n`);
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(text);
  stop(
    offline
      ? 'The dependencies could not be downloaded because the npm registry cannot be reached. ' +
          'Connect to the network (or point npm to a registry that you can reach) and run the command again.'
      : 'The dependencies could not be installed. npm’s own words are above; once that is solved, run the command again.',
  );
}

checkNode();
if (!COMMANDS.includes(command)) stop(`There is no command “${command}”. The commands are: ${COMMANDS.join(', ')}.`);
process.chdir(root);
if (!dependenciesAreCurrent()) await installDependencies();

// The commands are TypeScript; tsx, one of the dependencies, lets this very process load them. No process in between
// means that signals and exit codes need no forwarding.
const { register } = await import('tsx/esm/api');
register();
const { runCommand } = await import(pathToFileURL(join(root, 'build', 'run-command.ts')).href);
const { run } = await import(pathToFileURL(join(root, 'build', 'commands', `${command}.ts`)).href);
await runCommand(run, args);
