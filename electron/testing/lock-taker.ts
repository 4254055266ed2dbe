/**
 * A process that takes the lock of a home when it is told to, for tests that have many of them do it at once. Says `taken`
 * or the error, and keeps the lock until its input ends; then lets go of it, or dies with it where the input said so.
 */
import { createInterface } from 'node:readline';
import { thisPlace, thisProcess } from '../process/this-process';
import { takeHome, type HomeLock } from '../storage/home-lock';

const [, , folder = ''] = process.argv;
const self = thisProcess();
let lock: HomeLock | null = null;
process.stdout.write('ready\n');
createInterface({ input: process.stdin }).on('line', (order) => {
  if (order === 'die') process.kill(process.pid, 'SIGKILL');
  if (order === 'release') {
    lock?.release();
    lock = null;
    process.stdout.write('released\n');
  }
  if (order === 'take') {
    const taken = takeHome({ folder, here: thisPlace(), self });
    lock = taken.ok ? taken.value : null;
    process.stdout.write(`${taken.ok ? 'taken' : JSON.stringify(taken.error)}\n`);
  }
});
