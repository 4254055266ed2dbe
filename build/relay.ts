/** Builds the small program `basekeeper` that packages bring along; needs Go. */
import { execa } from 'execa';
import { dirname, join } from 'node:path';
import { CACHE, inProject } from './project';
import { StepFailure } from './report';

/** In Node's words. */
export interface RelayTarget {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly arch: 'x64' | 'arm64';
}

const GO_WORDS = { linux: 'linux', darwin: 'darwin', win32: 'windows', x64: 'amd64', arm64: 'arm64' } as const;

const HOW_TO_GET_GO =
  'The command basekeeper is written in Go, and Go was not found. Install it (Debian: apt-get install golang-go) and run this again.';

/** The version of Go; null where there is none. */
export async function goVersion(): Promise<string | null> {
  const asked = await execa('go', ['env', 'GOVERSION'], { reject: false, env: { GOTOOLCHAIN: 'local' } });
  return asked.failed ? null : asked.stdout.trim();
}

/** What Windows needs besides: see relay/processes. */
export const processesProgramBeside = (relay: string): string => join(dirname(relay), 'basekeeper-processes.exe');

/** Answers the path of the program: for this computer, unless another target is named. */
export async function buildRelay(target?: RelayTarget): Promise<string> {
  if ((await goVersion()) === null) throw new StepFailure(HOW_TO_GET_GO);
  const name = target === undefined ? 'here' : `${target.platform}-${target.arch}`;
  const program = join(CACHE, 'relay', name, target?.platform === 'win32' ? 'basekeeper.exe' : 'basekeeper');
  const env = {
    CGO_ENABLED: '0',
    GOTOOLCHAIN: 'local',
    ...(target === undefined ? {} : { GOOS: GO_WORDS[target.platform], GOARCH: GO_WORDS[target.arch] }),
  };
  const build = (output: string, source: string): Promise<unknown> =>
    execa('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', output, source], { cwd: inProject('relay'), env });
  await build(program, '.');
  if ((target?.platform ?? process.platform) === 'win32') await build(processesProgramBeside(program), './processes');
  return program;
}
