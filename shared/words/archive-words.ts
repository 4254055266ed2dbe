/** Why a backup file is not used or was not made: what is wrong, what became of it, what to do. */
import type { ArchiveNameRule, ArchiveProblem } from '../archive-problem';
import { assertNever } from '../result';
import type { ErrorWords } from './error-words';

/** What was being done with the file. */
export type ArchiveDoing = 'reading' | 'unpacking' | 'checking' | 'writing';

const TITLES: Readonly<Record<ArchiveDoing, string>> = {
  reading: 'This file cannot be used as a backup',
  unpacking: 'The backup was not unpacked',
  checking: 'The backup is not in order',
  writing: 'No backup was made',
};

const OUTCOMES: Readonly<Record<ArchiveDoing, string>> = {
  reading: 'Nothing was unpacked and nothing was changed.',
  unpacking: 'What had been unpacked was removed again, and your data was not changed.',
  checking: 'The file was only read, and nothing was changed.',
  writing: 'Nothing was left behind, and your data was not changed.',
};

export function archiveProblemWords(problem: ArchiveProblem, doing: ArchiveDoing): ErrorWords {
  if (problem.kind === 'aborted') return { title: 'Cancelled', text: OUTCOMES[doing] };
  const next = doing === 'writing' ? nextForOwnFiles(problem) : nextForBackup(problem);
  return { title: TITLES[doing], text: `${whatIsWrong(problem)} ${OUTCOMES[doing]} ${next}` };
}

/** One sentence or two, without what became of it. */
export function whatIsWrong(problem: ArchiveProblem): string {
  switch (problem.kind) {
    case 'empty-file':
      return 'The file is empty.';
    case 'truncated':
      return 'The file is cut short: its end is missing.';
    case 'multi-disk':
      return 'The file is one piece of a zip that was split.';
    case 'archive-changed':
      return 'The file was changed after it had been looked at.';
    case 'no-database':
      return 'There is no data.db in it, so it is no backup of a PocketBase instance.';
    case 'aborted':
      return 'It was cancelled.';
    case 'not-a-zip':
      return problem.looksLike === null ? 'It is not a zip file.' : `It is not a zip file but ${problem.looksLike}.`;
    case 'unreadable':
      return `${problem.path} could not be read (${problem.detail}).`;
    case 'damaged':
      return problem.entry === null
        ? `The zip file is damaged (${problem.detail}).`
        : `“${problem.entry}” in it is damaged (${problem.detail}).`;
    case 'encrypted':
      return problem.entry === null ? 'It is encrypted.' : `“${problem.entry}” in it is encrypted.`;
    case 'not-a-database':
      return `“${problem.entry}” in it is not an SQLite database, so it is no backup of a PocketBase instance.`;
    case 'unsafe-name':
      return `The name “${problem.entry}” ${NAME_RULES[problem.rule]}.`;
    case 'name-too-long':
      return `The name “${problem.entry}” is ${problem.foundBytes} bytes long where ${problem.limitBytes} are allowed.`;
    case 'too-deep':
      return `“${problem.entry}” lies ${problem.found} levels deep where ${problem.limit} are allowed.`;
    case 'same-name':
      return problem.entry === problem.other
        ? `“${problem.entry}” is in it twice.`
        : `“${problem.entry}” and “${problem.other}” would be the same file on some systems.`;
    case 'file-and-folder':
      return `“${problem.entry}” is in it both as a file and as a folder.`;
    case 'not-a-file':
      return `“${problem.entry}” is ${NOT_FILES[problem.what]}.`;
    case 'unsupported-compression':
      return `“${problem.entry}” is packed in a way Basekeeper does not know (method ${problem.method}).`;
    case 'headers-differ':
      return `The zip file contradicts itself about “${problem.entry}” (${problem.field}).`;
    case 'overlapping':
      return problem.other === null
        ? `“${problem.entry}” runs into the list of contents.`
        : `“${problem.entry}” and “${problem.other}” use the same bytes of the zip file.`;
    case 'wrong-checksum':
      return `“${problem.entry}” in it is damaged: its checksum is wrong.`;
    case 'wrong-size':
      return problem.foundBytes > problem.statedBytes
        ? `“${problem.entry}” is larger than the ${bytesInWords(problem.statedBytes)} stated for it.`
        : `“${problem.entry}” has ${bytesInWords(problem.foundBytes)} where ${bytesInWords(problem.statedBytes)} are stated.`;
    case 'too-many-entries':
      return `It has ${problem.found} entries where ${problem.limit} are allowed.`;
    case 'too-large':
      return problem.because === 'space'
        ? `Unpacked it needs ${bytesInWords(problem.foundBytes)}, and ${bytesInWords(problem.limitBytes)} may be used on this drive.`
        : `Unpacked it would have ${bytesInWords(problem.foundBytes)} where ${bytesInWords(problem.limitBytes)} are allowed.`;
    case 'expands-too-much': {
      const grows = `from ${bytesInWords(problem.packedBytes)} to ${bytesInWords(problem.unpackedBytes)}`;
      return problem.entry === null
        ? `It would grow ${grows}, as no real backup does.`
        : `“${problem.entry}” would grow ${grows}, as no real backup does.`;
    }
    case 'manifest-not-first':
      return 'Its basekeeper-backup.json is not at the beginning, where Basekeeper writes it.';
    case 'manifest-not-json':
      return 'Its basekeeper-backup.json is damaged.';
    case 'manifest-too-large':
      return `Its basekeeper-backup.json has ${bytesInWords(problem.foundBytes)} where ${bytesInWords(problem.limitBytes)} are allowed.`;
    case 'manifest-newer':
      return `It was made by a newer Basekeeper (format ${problem.found}; this one knows ${problem.known}).`;
    case 'manifest-forbidden-key':
      return `Its basekeeper-backup.json holds “${problem.key}”, which Basekeeper never writes.`;
    case 'manifest-does-not-fit':
      return problem.where === ''
        ? `Its basekeeper-backup.json ${problem.rule}.`
        : `In its basekeeper-backup.json “${problem.where}” ${problem.rule}.`;
    case 'not-in-manifest':
      return `“${problem.entry}” is in it without being listed in basekeeper-backup.json.`;
    case 'missing-file':
      return `“${problem.entry}” is listed in basekeeper-backup.json and is not there.`;
    case 'wrong-sha256':
      return `“${problem.entry}” is not the file that was backed up: its SHA-256 is another.`;
    case 'part-missing':
      return `There is no ${problem.part} in it.`;
    case 'folder-not-usable':
      return `${problem.path} cannot be unpacked into: ${problem.detail}.`;
    case 'not-written':
      return problem.driveFull
        ? `The drive became full while ${problem.path} was written.`
        : `${problem.path} could not be written (${problem.detail}).`;
    case 'target-exists':
      return `${problem.path} is already there, and nothing is written over it.`;
    case 'source-changed':
      return `“${problem.entry}” changed while it was being backed up.`;
    case 'source-unreadable':
      return `“${problem.entry}” could not be read (${problem.detail}).`;
    default:
      return assertNever(problem);
  }
}

const NAME_RULES: Readonly<Record<ArchiveNameRule, string>> = {
  empty: 'has an empty part',
  dot: 'has “.” as a part',
  climbs: 'has “..” as a part and could leave the folder',
  absolute: 'begins with a slash and could leave the folder',
  drive: 'begins with a drive letter and could leave the folder',
  backslash: 'has a backslash, which means different things on different systems',
  control: 'has a control character',
  characters: 'has one of < > : " | ? *, which not every system allows',
  reserved: 'is reserved on Windows',
  trailing: 'has a part that ends with a dot or a space, which Windows drops',
  'not-text': 'is not readable text',
};

const ONLY_FILES = 'and a backup holds only files and folders';

const NOT_FILES: Readonly<Record<Extract<ArchiveProblem, { kind: 'not-a-file' }>['what'], string>> = {
  link: 'a link, and only those to something in the same folder are kept',
  device: `a device, ${ONLY_FILES}`,
  pipe: `a pipe, ${ONLY_FILES}`,
  socket: `a socket, ${ONLY_FILES}`,
  other: `neither file nor folder, ${ONLY_FILES}`,
};

/** Fine where the backup was made, and not here. */
const OF_OTHER_SYSTEMS: readonly ArchiveNameRule[] = [
  'backslash',
  'characters',
  'control',
  'reserved',
  'trailing',
  'not-text',
];
const RENAME_ELSEWHERE = 'Restore it on the kind of system it was made on, or rename the file there and back up again.';

function nextForBackup(problem: ArchiveProblem): string {
  switch (problem.kind) {
    case 'truncated':
    case 'empty-file':
      return 'If it was copied or downloaded, do that again, or choose another backup.';
    case 'multi-disk':
      return 'Put the pieces together with the program that split it.';
    case 'archive-changed':
      return 'Choose it again once nothing writes to it any more.';
    case 'encrypted':
      return 'Unpack it with its password, zip it again without one, and choose that file.';
    case 'unsafe-name':
      return OF_OTHER_SYSTEMS.includes(problem.rule) ? RENAME_ELSEWHERE : 'Choose another backup.';
    case 'same-name':
      return problem.entry === problem.other ? 'Choose another backup.' : RENAME_ELSEWHERE;
    case 'manifest-newer':
      return 'Update Basekeeper, then try again.';
    case 'too-large':
      return problem.because === 'space' ? 'Free some space, then try again.' : 'Choose another backup.';
    case 'unreadable':
    case 'folder-not-usable':
    case 'not-written':
      return 'Check the drive, its free space and the permissions, then try again.';
    default:
      return 'Choose another backup.';
  }
}

function nextForOwnFiles(problem: ArchiveProblem): string {
  switch (problem.kind) {
    case 'unsafe-name':
    case 'name-too-long':
    case 'too-deep':
    case 'same-name':
    case 'file-and-folder':
      return 'Rename it, then back up again.';
    case 'not-a-file':
      return 'Replace it by what it stands for or remove it, then back up again.';
    case 'source-changed':
      return 'Stop what writes to it, then back up again.';
    case 'target-exists':
      return 'Choose another name.';
    default:
      return 'Check the drive, its free space and the permissions, then back up again.';
  }
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const;

/** As drives are sold: 1 kB is 1000 bytes. */
function bytesInWords(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 1000 && unit < UNITS.length - 1; unit += 1) value /= 1000;
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${value.toFixed(digits)} ${UNITS[unit] ?? ''}`;
}
