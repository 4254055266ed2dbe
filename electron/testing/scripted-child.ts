/**
 * A program that stands for `pocketbase` and behaves as a plan says: Node itself, which runs what it finds under the name
 * of its first argument, `serve`, in the folder of the instance. So the process is what it says to be, as a script would not be.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ChildPlan {
  readonly start: 'serves' | 'exits' | 'never-listens';
  readonly onTerm: 'exits' | 'exits-late' | 'ignores';
  readonly exitCode: number;
  /** How long a health question waits for its answer. */
  readonly answerMs: number;
  readonly floodLines: number;
}

export const GOOD_PLAN: ChildPlan = { start: 'serves', onTerm: 'exits', exitCode: 0, answerMs: 0, floodLines: 0 };

/** The program to start in place of `pocketbase`. */
export const SCRIPTED_EXECUTABLE = process.execPath;
export const EXITS_LATE_AFTER_MS = 2500;

const PROGRAM = `
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const plan = JSON.parse(readFileSync('plan.json', 'utf8'));
const port = Number(process.argv.find((one) => one.startsWith('--http=')).split(':')[1]);
process.on('SIGTERM', () => {
  if (plan.onTerm === 'exits') process.exit(plan.exitCode);
  if (plan.onTerm === 'exits-late') setTimeout(() => process.exit(plan.exitCode), ${EXITS_LATE_AFTER_MS});
});
for (let line = 0; line < plan.floodLines; line += 1) console.log('line ' + line + ' ' + 'x'.repeat(200));
if (plan.start === 'exits') process.exit(plan.exitCode);
setInterval(() => undefined, 1000);
if (plan.start === 'serves')
  createServer((request, response) => setTimeout(() => response.end('{"code":200}'), plan.answerMs)).listen(port, '127.0.0.1');
`;

export function writePlan(instanceFolder: string, plan: ChildPlan): void {
  writeFileSync(join(instanceFolder, 'plan.json'), JSON.stringify(plan));
}

/** The folder of an instance that was never created by PocketBase. */
export function writeScriptedInstance(instanceFolder: string, plan: ChildPlan): void {
  const program = join(instanceFolder, 'serve');
  for (const folder of ['pb_data', 'pb_hooks', 'pb_migrations', 'pb_public', 'serve'])
    mkdirSync(join(instanceFolder, folder), { recursive: true });
  writeFileSync(join(instanceFolder, 'pb_data', 'data.db'), 'not looked into');
  writeFileSync(join(program, 'package.json'), '{"type":"commonjs"}');
  writeFileSync(join(program, 'index.js'), PROGRAM);
  writePlan(instanceFolder, plan);
}
