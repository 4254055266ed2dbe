import { notSignedIn } from './admin-ui-words';
import type { AppError, PortOwner } from '../errors';
import { assertNever } from '../result';
import { buildWithoutVersion, superuserNotPossible, versionOfDataNotAvailable } from './build-words';
import { bytesInWords } from './bytes-in-words';
import { DRILL_EXISTS } from './drill-words';
import { problemInWords } from './field-words';
import { lostRecordsInWords } from './lost-records-words';
import { OPERATION_WORDS } from './operation-words';
import { homeInUseWords } from './home-words';
import { installationCancelled, versionInUse } from './version-error-words';
import { tooFewFilesToBegin } from './process-words';
import { openingWords } from './opening-words';
import { maintenanceNotTimed, maintenanceReasonInWords } from './status-words';

/** What went wrong in plain words, and the next step. */
export interface ErrorWords {
  readonly title: string;
  readonly text: string;
}

/** The words of every expected error; used by the window, dialogs and scripts alike. */
export function errorWords(error: AppError): ErrorWords {
  switch (error.code) {
    case 'invalid-input':
      return { title: 'Please check what you entered', text: error.problems.map(problemInWords).join(' ') };
    case 'unknown-command':
      return { title: 'Unknown command', text: `“${error.command}” is not something Basekeeper can do.` };
    case 'sender-refused':
      return { title: 'Refused', text: 'The request did not come from Basekeeper’s own window.' };
    case 'unknown-instance':
      return { title: 'No such instance', text: 'It is not in the list any more. Choose another one.' };
    case 'unknown-incident':
      return { title: 'No such incident', text: 'It is not kept any more.' };
    case 'in-maintenance':
      return {
        title: `${error.instanceName} is in maintenance`,
        text: `It is not started because ${maintenanceReasonInWords(error.reason)}. Turn maintenance mode off in its Danger Zone first.`,
      };
    case 'maintenance-not-timed':
      return maintenanceNotTimed(error);
    case 'not-running':
      return {
        title: `${error.instanceName} is not running`,
        text: `${error.wanted} needs a running instance. Start it first.`,
      };
    case 'not-stopped':
      return {
        title: `${error.instanceName} is not stopped`,
        text: `${error.wanted} needs its process to be gone. Stop it or turn maintenance on first.`,
      };
    case 'drill-exists':
      return DRILL_EXISTS;
    case 'quitting':
      return { title: 'Basekeeper is quitting', text: 'Nothing is started any more. Open Basekeeper again.' };
    case 'state-not-saved':
      return {
        title: 'It could not be saved',
        text: `Basekeeper could not write ${error.path} (${error.detail}). Basekeeper starts no instance it could lose track of. Check free space and permissions, then try again.`,
      };
    case 'name-in-use':
      return { title: 'The name is taken', text: `Another instance is named “${error.name}”. Choose another name.` };
    case 'port-of-another-instance':
      return {
        title: `Port ${String(error.port)} belongs to ${error.instanceName}`,
        text: `The instance “${error.instanceName}” uses it. Choose another port.`,
      };
    case 'port-held-by-instance':
      return {
        title: `Port ${String(error.port)} is held by ${error.holderName}`,
        text: `“${error.instanceName}” has the same port, and only one of the two can run at a time. Stop “${error.holderName}” first, or give one of them another port.`,
      };
    case 'port-in-use':
      return {
        title: `Port ${String(error.port)} is in use`,
        text: `${portOwnerInWords(error.port, error.owner)}. Stop that program or choose another port.`,
      };
    case 'port-not-permitted':
      return {
        title: `Port ${String(error.port)} is not permitted`,
        text: 'The system does not let your user open it. Choose a port from 1024 upwards.',
      };
    case 'no-free-port':
      return {
        title: 'No free port was found',
        text: `All ports from ${String(error.from)} to ${String(error.to)} are in use. Enter one yourself.`,
      };
    case 'folder-not-usable':
      return { title: 'The folder cannot be used', text: `${error.path} ${error.rule}. Choose another folder.` };
    case 'data-in-use':
      return {
        title: 'The data is in use',
        text: `${error.owner.name} (pid ${String(error.owner.pid)}) is serving ${error.path}, and two processes on one database damage it. Stop that process, then try again.`,
      };
    case 'home-in-use':
      return homeInUseWords(error);
    case 'superuser-not-created':
      return {
        title: 'The superuser could not be created',
        text: `${sentence(error.detail)} Nothing was kept. Correct it and try again.`,
      };
    case 'version-not-available':
      return {
        title: `PocketBase ${error.version} is not available`,
        text: `${sentence(error.detail)} Choose another version.`,
      };
    case 'version-of-data-not-available':
      return versionOfDataNotAvailable(error, sentence(error.detail));
    case 'installation-cancelled':
      return installationCancelled(error);
    case 'version-in-use':
      return versionInUse(error);
    case 'executable-not-usable':
      return {
        title: 'This is not a usable PocketBase executable',
        text: `${error.path} ${error.rule}. Choose another file.`,
      };
    case 'build-without-version':
      return buildWithoutVersion(error);
    case 'download-failed':
      return {
        title: 'The download failed',
        text: `${error.source}: ${sentence(error.detail)} Nothing was installed. Try again.`,
      };
    case 'offline':
      return {
        title: 'No network',
        text: `${sentence(error.detail)} What is installed still works. Connect to the network and try again, or choose an executable yourself.`,
      };
    case 'address-refused':
    case 'could-not-open':
    case 'no-outside-program':
      return openingWords(error);
    case 'output-not-read':
      return {
        title: 'The output could not be read',
        text: `${error.path}: ${error.detail}. The instance is not affected. Check the permissions of this file, then try again.`,
      };
    case 'output-changing':
      return { title: 'The output could not be read', text: 'It is written too fast. Wait a moment.' };
    case 'question-closed':
      return { title: 'The question is closed', text: 'It was answered, taken back, or timed out. Do it yourself.' };
    case 'search-replaced':
      return { title: 'The search was ended', text: 'Another one was begun before it was through. Search again.' };
    case 'data-not-usable':
      return {
        title: 'The data cannot be used',
        text: `${error.path} ${sentence(error.rule)} Nothing was changed. Correct that, or restore a backup.`,
      };
    case 'place-not-suited':
      return {
        title: 'This cannot be done where the data lies',
        text: `${error.path} ${sentence(error.rule)} Nothing was changed.`,
      };
    case 'writes-not-in-files':
      return {
        title: `What ${error.instanceName} has written cannot be copied`,
        text: `${error.files.join(' and ')} was deleted or exchanged while PocketBase works on it, so a copy would lack what it has confirmed since. ${
          error.savedByAStop
            ? 'Do not kill it. Turn maintenance mode on: a stop in order saves it all. Then try again.'
            : 'A stop would lose it. Keep it running, and make a backup in PocketBase’s own admin UI, or export the records, before you stop it.'
        }`,
      };
    case 'disk-full':
      return {
        title: 'The drive is full',
        text: `${error.path === '' ? 'A file' : error.path} could not be written. Nothing was changed. Make room and try again.`,
      };
    case 'not-enough-space':
      return {
        title: 'Not enough free space',
        text: `${bytesInWords(error.neededBytes)} is needed for ${error.path}, ${bytesInWords(error.freeBytes)} is free. Nothing was changed. Make room and try again.`,
      };
    case 'too-few-open-files':
      return tooFewFilesToBegin(error);
    case 'cancelled':
      return { title: 'Cancelled', text: 'Nothing was changed. You can try again at any time.' };
    case 'operation-underway':
      return {
        title: `${OPERATION_WORDS[error.kind].title} of ${error.instanceName} is not finished`,
        text: 'Only one operation at a time works on an instance. Wait for it, or cancel it under Tasks.',
      };
    case 'not-signed-in':
      return notSignedIn(error);
    case 'unknown-operation':
      return { title: 'No such task', text: 'It is not in the list any more. Look at the list of tasks again.' };
    case 'not-cancellable':
      return {
        title: 'It cannot be cancelled any more',
        text: `${OPERATION_WORDS[error.kind].title} is past the point of no return and about to finish. Wait for it.`,
      };
    case 'unknown-backup':
      return {
        title: 'No such backup',
        text: 'It is not among the backups of this instance any more. Look at the list again.',
      };
    case 'backup-not-usable':
      return {
        title: 'The backup cannot be used',
        text: `${error.fileName}: ${sentence(error.detail)} Nothing was changed. Choose another backup.`,
      };
    case 'copy-not-served':
      return {
        title: `PocketBase ${error.version} could not serve a copy of the data`,
        text: `${sentence(error.detail)} The instance itself was not touched. Correct that, or choose another version.`,
      };
    case 'fewer-records':
      return {
        title: `Fewer records after PocketBase ${error.version} had served a copy of the data`,
        text: `${lostRecordsInWords(error.lost)}. A migration, or a hook that runs at the start, may have deleted them; a migration that waits in pb_migrations runs at the next start in any case. Nothing was replaced. Correct that; or, if the loss is intended, go on with fewer records.`,
      };
    case 'operation-undone':
      return {
        title: `${OPERATION_WORDS[error.kind].title} failed and was undone`,
        text: `${sentence(error.detail)} The old version and data are back. Look at the output before you try again.`,
      };
    case 'operation-unfinished':
      return {
        title: `${OPERATION_WORDS[error.kind].title} of ${error.instanceName} could not be put in order`,
        text: `Old and new data are in ${error.path}, and nothing of it is touched until then. See that its drive is connected, writable and not full, then quit Basekeeper and open it again.`,
      };
    case 'changed-meanwhile':
      return error.what === 'settings'
        ? {
            title: `The settings of ${error.instanceName} were changed in the meantime`,
            text: 'They were saved from another place after you had begun. Nothing of yours was saved, and nothing you typed is lost. Look at the newer values, then save again.',
          }
        : {
            title: `${error.instanceName} was changed in the meantime`,
            text: 'Nothing was done. Look at it again, then repeat.',
          };
    case 'secrets-not-kept':
      return {
        title: 'Secrets cannot be kept safely on this computer',
        text: `${sentence(error.detail)} Nothing was saved. Save without secrets and without an encryption key, or set such a place up first.`,
      };
    case 'secrets-not-readable':
      return {
        title: 'Secrets of the instance cannot be read',
        text: secretsNotReadable(error.names),
      };
    case 'operation-interrupted':
      return {
        title: `${OPERATION_WORDS[error.kind].title} was interrupted`,
        text: 'Basekeeper ended before anything was changed. Everything is as it was. You can try again at any time.',
      };
    case 'version-change-refused':
      return {
        title: `The version is not changed to ${error.version}`,
        text: sentence(error.detail),
      };
    case 'data-damaged':
      return {
        title: 'The data is damaged',
        text: `${error.file}: SQLite says “${error.line}”. Nothing was changed. Restore a backup from before the damage.`,
      };
    case 'name-not-matching':
      return {
        title: 'The name does not match',
        text: `Type “${error.instanceName}” exactly, capitals included. Nothing was deleted.`,
      };
    case 'file-not-read':
      return { title: 'The file cannot be read', text: `${error.path} ${error.rule}. Choose another file.` };
    case 'file-not-written':
      return {
        title: 'The file could not be written',
        text: `${error.path}: ${sentence(error.detail)} The existing file is unchanged. Choose another place.`,
      };
    case 'not-trashed':
      return {
        title: 'It could not be moved to the trash',
        text: `${error.path}: ${sentence(error.detail)} Nothing was deleted, and it is still on the list. Remove it from the list instead, then delete the folder yourself.`,
      };
    case 'superuser-not-saved':
      return {
        title: 'The superuser could not be saved',
        text: `${sentence(error.detail)} Nothing was changed. Correct it and try again.`,
      };
    case 'superuser-by-hand':
      return {
        title: `PocketBase ${error.version} has no safe way to set a password`,
        text: `Before 0.23 PocketBase takes passwords only on a command line, which other users of this computer can read. In a terminal, run pocketbase admin update --dir="${error.dataFolder}" with the e-mail and the new password (admin create for a new one), or change the version to 0.23 or newer first.`,
      };
    case 'superuser-not-possible':
      return superuserNotPossible(error);
    case 'update-not-now':
      return { title: 'Basekeeper was not updated', text: error.why };
    case 'unexpected':
      return {
        title: 'Something went wrong inside Basekeeper',
        text: `${sentence(error.detail)} It was written to the log. Check that everything looks right. If not, restart Basekeeper.`,
      };
    default:
      return assertNever(error);
  }
}

export function portOwnerInWords(port: number, owner: PortOwner | null): string {
  return owner === null
    ? `Port ${String(port)} is used by another program`
    : `Port ${String(port)} is used by ${owner.name} (pid ${String(owner.pid)})`;
}

/** Also the evidence of a start that failed by it. */
export const secretsNotReadable = (names: readonly string[]): string =>
  `${names.join(', ')}: sealed by another user or computer, or the keyring with the key is locked or gone. Unlock it, or enter ${names.length === 1 ? 'it' : 'them'} again under Settings.`;

/** Ends a text with a full stop unless it has an end already. */
const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
