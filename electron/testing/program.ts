import { join } from 'node:path';

const SOURCES = {
  'headless-app': join(import.meta.dirname, 'headless-app.ts'),
  'lock-taker': join(import.meta.dirname, 'lock-taker.ts'),
  'job-process': join(import.meta.dirname, '../data/job-process.ts'),
} as const;

export interface Program {
  readonly file: string;
  /** For Node itself. */
  readonly nodeArguments: readonly string[];
}

/** A program of ours for Node: packed where `build/test-programs.ts` has run, else its source. */
export function programOf(name: keyof typeof SOURCES): Program {
  const packed = process.env['BASEKEEPER_TEST_PROGRAMS'];
  return packed === undefined
    ? { file: SOURCES[name], nodeArguments: ['--import', 'tsx'] }
    : { file: join(packed, `${name}.mjs`), nodeArguments: [] };
}
