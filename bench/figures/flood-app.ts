/** A process of its own, so that memory and event loop are those of the app's part alone. Prints the result. */
import { mkdirSync } from 'node:fs';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { startChild } from '../../electron/process/child-process';
import { RunOutput } from '../../electron/output/run-output';
import { FLOOD, type FloodResult } from './flood-command';

const [, , folder = ''] = process.argv;
const MEBIBYTE = 1024 * 1024;

mkdirSync(folder, { recursive: true });
const output = new RunOutput(folder);
let lines = 0;
output.history.subscribe((added) => (lines += added.length));
const delay = monitorEventLoopDelay({ resolution: 1 });
const memoryBefore = process.memoryUsage().rss;
let memoryMost = memoryBefore;
const sampling = setInterval(() => (memoryMost = Math.max(memoryMost, process.memoryUsage().rss)), 10);
delay.enable();
const startedAtMs = performance.now();
startChild(
  {
    executable: '/bin/sh',
    arguments: ['-c', FLOOD],
    workingFolder: folder,
    environment: { PATH: process.env['PATH'] ?? '' },
    outputFile: output.follow(1),
  },
  {
    onRefused: (error) => {
      throw error;
    },
    onExited: (exit) => {
      const writeMs = performance.now() - startedAtMs;
      delay.disable();
      clearInterval(sampling);
      output.end(exit);
      if (lines === 0) throw new Error('Nothing was followed');
      const result: FloodResult = {
        writeMs,
        memoryMiB: (memoryMost - memoryBefore) / MEBIBYTE,
        loopDelayMs: delay.percentile(99) / 1e6,
      };
      process.stdout.write(JSON.stringify(result), () => process.exit(0));
    },
  },
);
