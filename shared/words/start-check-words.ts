/** What a start would find, in words. */
import type { Instance } from '../instance';
import { failedPoints, uncheckedPoints, type CheckedPoint, type StartCheck, type StartPoint } from '../start-check';
import { bytesInWords } from './bytes-in-words';

type About = Pick<Instance, 'version' | 'port'>;

/** A label that fits whatever the outcome is. */
export function pointInWords(point: StartPoint, { version, port }: About): string {
  const words: Readonly<Record<StartPoint, string>> = {
    version: `PocketBase ${version} is installed`,
    port: `Port ${String(port)} can be used`,
    data: 'The data folder is there and can be written',
    damage: 'The databases are undamaged',
    operation: 'No operation was left unfinished',
    owner: 'No other process uses the data',
    space: 'There is room on the disk',
    secrets: 'Secrets and encryption key fit',
    limits: 'The system lets another process start',
    code: 'No hooks and no new migrations to run',
  };
  return words[point];
}

export const OUTCOME_WORDS: Readonly<Record<CheckedPoint['outcome'], string>> = {
  passed: 'Passed',
  failed: 'Failed',
  'not-checked': 'Not checked',
};

/** What comes out of it all. What was not checked is never passed over. */
export function startCheckInWords(check: Pick<StartCheck, 'points'>): string {
  const failed = failedPoints(check).length;
  const unchecked = uncheckedPoints(check).length;
  const left =
    unchecked === 0 ? '' : ` ${String(unchecked)} ${unchecked === 1 ? 'point' : 'points'} could not be checked.`;
  if (failed > 0)
    return `A start would fail: ${failed === 1 ? '1 problem' : `${String(failed)} problems`} found.${left}`;
  return unchecked === 0 ? 'Ready to start: every check passed.' : `No problem found.${left}`;
}

/** What needs the process to be gone. */
export const CHECK_BEFORE_START = 'The check before a start';

export const settingsNeedKey = 'The settings in data.db are encrypted, and no encryption key is entered.';
export const settingsNeedOtherKey = 'The settings in data.db cannot be decrypted with the key that is entered.';

export const tookTooLong = (limitMs: number): string =>
  `This was ended after ${String(limitMs / 1000)} s without a result.`;
export const couldNotLook = (detail: string): string => `It could not be looked at: ${detail}`;
export const noDatabase = 'There is no database to look at.';
export const isDamaged = 'The database is damaged.';
export const isInUse = 'Another process or instance uses the data.';
export const dataNotPassed = 'The data folder has to pass its check first.';
export const ownerNotKnown = 'Whether another process uses the data could not be found out.';
export const dataTooLarge = (bytes: number, limitBytes: number): string =>
  `${bytesInWords(bytes)} are more than is checked here (${bytesInWords(limitBytes)}). Check integrity, under Data, looks at all of it.`;
export const systemTellsNoOwner = 'This system does not tell which process uses a file.';
export const holdsItsPort = 'Basekeeper is about to answer on it. Check again.';
export const onlyOwnAddress = (port: number): string =>
  `Basekeeper holds port ${String(port)} for this computer. Its other addresses can be checked only by a start.`;
export const codeToRun = (hooks: number, migrations: number): string => {
  const parts = [
    hooks === 0 ? '' : `${String(hooks)} ${hooks === 1 ? 'hook file' : 'hook files'}`,
    migrations === 0 ? '' : `${String(migrations)} ${migrations === 1 ? 'migration' : 'migrations'} not applied yet`,
  ];
  const what = parts.filter((part) => part !== '').join(' and ');
  return `${what}: only a start runs this code.`;
};
