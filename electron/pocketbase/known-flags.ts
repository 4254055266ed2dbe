import { execa } from 'execa';
import { cleanEnvironment } from './environment';

const TIME_LIMIT_MS = 5000;

/** The flags of `serve` that an executable names in its help, without dashes; null when it names none. Opens no data. */
export async function flagsKnownTo(executable: string): Promise<ReadonlySet<string> | null> {
  const { all } = await execa(executable, ['serve', '--help'], {
    extendEnv: false,
    env: cleanEnvironment(process.env),
    stdin: 'ignore',
    all: true,
    reject: false,
    timeout: TIME_LIMIT_MS,
  });
  const flags = flagsIn(all);
  return flags.size === 0 ? null : flags;
}

/** Lines such as `      --origins strings   CORS allowed …`, the first with a short form before it. */
export const flagsIn = (help: string): ReadonlySet<string> =>
  new Set([...help.matchAll(/^ +(?:-[a-z], )?--([A-Za-z][A-Za-z\d-]*)/gm)].map(([, flag = '']) => flag));
