/** What is said about updates of Basekeeper itself. */
import { isAlive } from '../display-status';
import type { AppNotice } from '../app-state';
import type { Instance } from '../instance';
import type { Release, UpdateAttempt, UpdateProblem, Updates, UpdateWay, WhyNotInstalled } from '../updates';
import { counted } from './backup-words';
import { receivedInWords } from './bytes-in-words';
import { momentInWords } from './moment-words';
import { OPERATION_WORDS } from './operation-words';

/** Asked once. */
export const UPDATE_QUESTION = {
  title: 'Look for updates of Basekeeper once a day?',
  text: 'Only the version number is asked for; nothing about you or your data is sent. You can change this in Preferences.',
  yes: 'Look once a day',
  no: 'Never',
} as const;

export function whyNotInstalledWords(why: WhyNotInstalled): string {
  switch (why.kind) {
    case 'not-ready':
      return 'No update is ready to be installed.';
    case 'task':
      return `${OPERATION_WORDS[why.task.kind].title} of ${why.task.instanceName} is still running. Update when it has ended.`;
    case 'download':
      return `PocketBase ${why.version} is being downloaded. Update when the download is complete.`;
  }
}

export const CREATION_RUNNING = 'An instance is being created. Update when that is done.';
export const UPDATE_BUSY = 'Not possible right now. See “Updates” in Preferences.';

/** What the switch does, for this kind of copy. */
export const LOOK_WORDS: Readonly<Record<UpdateWay, string>> = {
  itself: 'Once a day. New versions are downloaded in the background; you choose when to install.',
  apt: 'Once a day. New versions are installed with apt.',
  dnf: 'Once a day. New versions are installed with dnf.',
  'by-hand': 'Once a day. New versions of this copy are unpacked by hand.',
};

export const NOWHERE_TO_LOOK = 'This copy was built without an address for updates.';

/** What is so now, in one or two sentences. `version` is that of this copy. */
export function updateInWords({ step, lookedAt, way }: Updates, version: string): string {
  switch (step.kind) {
    case 'idle':
      return lookedAt === null ? `This is ${version}.` : `This is ${version}. Last looked ${momentOf(lookedAt)}.`;
    case 'looking':
      return 'Looking for updates…';
    case 'newest':
      return `This is ${version}. There is no newer version for this computer.`;
    case 'found':
      return `Basekeeper ${step.release.version} is available. ${installByHand(way, step.release)}`.trim();
    case 'downloading':
      return `Downloading Basekeeper ${step.release.version}${step.receivedBytes === 0 ? '' : `: ${receivedInWords(step)}`}.`;
    case 'ready':
      return `Basekeeper ${step.release.version} is downloaded and verified.`;
    case 'installing':
      return `Basekeeper ${step.release.version} is being installed. Instances are stopped first.`;
    case 'failed':
      return `${failedWords(step.release)}: ${problemWords(step.problem)}`;
  }
}

const momentOf = (lookedAt: string): string => momentInWords(new Date(lookedAt));

const failedWords = (release: Release | null): string =>
  release === null ? 'Looking for updates failed' : `Basekeeper ${release.version} could not be downloaded`;

export function problemWords(problem: UpdateProblem): string {
  switch (problem.kind) {
    case 'no-answer':
      return `the server does not answer (${problem.detail}). Check the connection, then try again.`;
    case 'not-readable':
      return `the answer of the server cannot be used (${problem.detail}). Try again later.`;
    case 'wrong-hash':
      return 'the file is not the one that was published, so it was deleted. Try again; if it happens again, report it.';
    case 'disk-full':
      return 'the disk is full. Free some space, then try again.';
    case 'other':
      return `${problem.detail}. Try again.`;
  }
}

/** The next step where somebody else installs it; empty where Basekeeper does. */
export function installByHand(way: UpdateWay, { file }: Release): string {
  if (way === 'itself') return '';
  const named = file === null ? 'the new package' : file.name;
  if (way === 'by-hand') return `Download it and unpack ${named} in place of this copy.`;
  const command = installCommand(way, file?.name ?? null);
  return `Download it, then update with ${way}: ${command}`;
}

/** As typed in the folder of the download. */
export function installCommand(way: 'apt' | 'dnf', fileName: string | null): string {
  const pattern = way === 'apt' ? 'basekeeper_*.deb' : 'basekeeper-*.rpm';
  return `sudo ${way} install ./${fileName ?? pattern}`;
}

/** What a click on the button does to instances. */
export function restartInWords(instances: readonly Pick<Instance, 'intent' | 'state'>[]): string {
  const alive = instances.filter(isAlive).length;
  if (alive === 0) return 'Updating quits Basekeeper and opens it again.';
  return `Updating stops ${counted(alive, 'instance')}; the new version starts ${alive === 1 ? 'it' : 'them'} again.`;
}

/** Why an attempt was given up before a file was touched. */
export const notStopped = (names: readonly string[]): string =>
  `${names.join(', ')} could not be stopped, and an instance must not run on while Basekeeper is replaced.`;

/** At the launch after an attempt that was not completed. */
export const updateNotInstalled = ({ from, to, problem }: UpdateAttempt): AppNotice => ({
  id: 'update-not-installed',
  title: `Basekeeper ${to} was not installed`,
  text:
    problem === null
      ? `Basekeeper ended before the installation was complete. Version ${from} is unchanged; you can update again at any time.`
      : `${problem.replace(/\.?$/, '.')} Version ${from} is unchanged; you can update again at any time.`,
});

/** Why the copy cannot be replaced, found before anything is stopped. */
export const notReplaceable = (path: string, detail: string): string =>
  `The new version could not be put beside ${path} (${detail}). Check free space and permissions, then try again.`;

export const INSTALLER_NOT_STARTED = 'The installer could not be started.';
export const OWN_FILE_UNKNOWN = 'The file that Basekeeper was started from is not known.';
export const DOWNLOAD_GONE = 'The new version is not downloaded any more. Look for updates again.';
