/** What an executable can be told, asked of itself: a build of one's own has other flags and commands than the official one. */
import { rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { execa } from 'execa';
import type { Lack } from '../../shared/versions';
import { lacksNeededFlag } from '../../shared/words/executable-words';
import { cleanEnvironment } from './environment';
import { makeMomentaryFolder, type MomentaryPlace } from './momentary-folder';
import { recordedAbilities } from './version-record';

const TIME_LIMIT_MS = 5000;

/** Without dashes, e.g. `hooksDir`; and e.g. `migrate`. */
export interface Abilities {
  readonly flags: readonly string[];
  readonly commands: readonly string[];
}

/** Where a program is asked: nothing of a person's is there. */
export const placeToAsk = (): MomentaryPlace => ({ parent: tmpdir(), prefix: 'basekeeper-ask-' });

const known = new Map<string, Abilities | null>();

/**
 * From its record in the version store; a build of a person's own that has not been asked yet is asked now, once in the life
 * of the app. Null when it names none, and for what others have built: that is taken for knowing everything, and a start
 * waits for no program that has to be asked first.
 */
export async function abilitiesOf(executable: string): Promise<Abilities | null> {
  const found = await stat(executable).catch(() => null);
  if (found === null) return null;
  const key = [executable, found.size, found.mtimeMs, found.ino].join(' ');
  const remembered = known.get(key);
  if (remembered !== undefined) return remembered;
  const recorded = await recordedAbilities(dirname(executable));
  const abilities = recorded === 'not-asked' ? await askAbilities(executable) : recorded;
  known.set(key, abilities);
  return abilities;
}

/** Asks for its help, in an empty folder and without data. */
export async function askAbilities(executable: string): Promise<Abilities | null> {
  const folder = await makeMomentaryFolder(placeToAsk());
  try {
    const [own, serve] = await Promise.all([helpOf(executable, [], folder), helpOf(executable, ['serve'], folder)]);
    const flags = flagsIn(serve);
    return flags.length === 0 ? null : { flags, commands: commandsIn(own) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function helpOf(executable: string, command: readonly string[], folder: string): Promise<string> {
  const { all } = await execa(executable, [...command, '--help'], {
    cwd: folder,
    extendEnv: false,
    env: cleanEnvironment(process.env),
    stdin: 'ignore',
    all: true,
    reject: false,
    timeout: TIME_LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  return all;
}

/** Lines such as `      --origins strings   CORS allowed …`, the first with a short form before it. */
export const flagsIn = (help: string): readonly string[] => [
  ...new Set([...help.matchAll(/^ +(?:-[a-z], )?--([A-Za-z][A-Za-z\d-]*)/gm)].map(([, flag = '']) => flag)),
];

/** Lines such as `  superuser   Manage superusers`, below their heading. */
export function commandsIn(help: string): readonly string[] {
  const [, below = ''] = help.split(/^Available Commands:$/m);
  const [list = ''] = below.split(/\n\s*\n/);
  return [...list.matchAll(/^ {2}([a-z][\w-]*) {2,}\S/gm)].map(([, command = '']) => command);
}

/** Does it know a flag? One that says nothing is taken for knowing all. */
export const knowsFlag = (abilities: Abilities | null, flag: string): boolean =>
  abilities === null || abilities.flags.includes(flag);

export const knowsCommand = (abilities: Abilities | null, command: string): boolean =>
  abilities === null || abilities.commands.length === 0 || abilities.commands.includes(command);

/** What is worth a word before it is missed. */
export function lacksOf(abilities: Abilities | null): readonly Lack[] {
  const hasHooks = knowsFlag(abilities, 'hooksDir');
  return [
    ...(hasHooks ? [] : ['hooks' as const]),
    ...(knowsFlag(abilities, 'publicDir') ? [] : ['public-files' as const]),
    ...(hasHooks && knowsCommand(abilities, 'migrate') ? [] : ['superusers' as const]),
  ];
}

/** Without these it would serve other data, or on another port. */
const NEEDED = ['dir', 'http'];

/** The rule it breaks, as the end of a sentence that starts with its path; null when it can be used. */
export function whyNotServable(abilities: Abilities | null): string | null {
  const missing = NEEDED.find((flag) => !knowsFlag(abilities, flag));
  return missing === undefined ? null : lacksNeededFlag(missing);
}
