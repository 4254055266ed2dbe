import type { InstanceId } from './ids';
import type { MaintenanceReason } from './maintenance-reason';
import type { ExchangeWish } from './backup';
import type { LostRecords } from './lost-records';
import type { WhyNotSignedIn } from './sign-in';
import type { OperationKind } from './operation-kind';

/** One field of a refused input: which field, what it was (shortened), and the rule it broke. */
export interface FieldProblem {
  readonly field: string;
  readonly value: string;
  readonly rule: string;
}

/** The process that holds a port or serves a data folder, as far as the system tells. */
export interface PortOwner {
  readonly pid: number;
  /** Name of its executable, e.g. `nginx`. */
  readonly name: string;
}

/**
 * Every expected error, told apart by `code`, with the facts its message needs.
 * The words are in `words/error-words.ts`; a bug is an exception, not one of these.
 */
export type AppError =
  | { readonly code: 'invalid-input'; readonly problems: readonly FieldProblem[] }
  | { readonly code: 'unknown-command'; readonly command: string }
  | { readonly code: 'sender-refused' }
  | { readonly code: 'unknown-instance'; readonly instanceId: string }
  | { readonly code: 'unknown-incident'; readonly incidentId: string }
  | { readonly code: 'in-maintenance'; readonly instanceName: string; readonly reason: MaintenanceReason }
  /** An end, or a note, is only for what a person has switched on. */
  | { readonly code: 'maintenance-not-timed'; readonly instanceName: string; readonly reason: MaintenanceReason }
  | { readonly code: 'not-running'; readonly instanceName: string; readonly wanted: string }
  | { readonly code: 'not-stopped'; readonly instanceName: string; readonly wanted: string }
  | { readonly code: 'drill-exists' }
  | { readonly code: 'quitting' }
  | { readonly code: 'state-not-saved'; readonly path: string; readonly detail: string }
  | { readonly code: 'name-in-use'; readonly name: string }
  | { readonly code: 'port-of-another-instance'; readonly port: number; readonly instanceName: string }
  /** It must not be started: the holder has its port now. */
  | {
      readonly code: 'port-held-by-instance';
      readonly port: number;
      readonly instanceName: string;
      readonly holderId: InstanceId;
      readonly holderName: string;
    }
  | { readonly code: 'port-in-use'; readonly port: number; readonly owner: PortOwner | null }
  | { readonly code: 'port-not-permitted'; readonly port: number }
  | { readonly code: 'no-free-port'; readonly from: number; readonly to: number }
  | { readonly code: 'folder-not-usable'; readonly path: string; readonly rule: string }
  /** A process that is not ours serves the data folder. */
  | { readonly code: 'data-in-use'; readonly path: string; readonly owner: PortOwner }
  /** Another process of ours has the folder with the list of instances, or may have it. */
  | {
      readonly code: 'home-in-use';
      /** Of the file that says so. */
      readonly path: string;
      /** `here`: it lives on this computer. `elsewhere`: from here nothing can be told of it. */
      readonly where: 'here' | 'elsewhere';
      /** Null: the file cannot be read. `headless`: it has no window. */
      readonly holder: {
        readonly pid: number;
        readonly host: string;
        readonly since: string;
        readonly headless: boolean;
      } | null;
    }
  | { readonly code: 'superuser-not-created'; readonly detail: string }
  | { readonly code: 'version-not-available'; readonly version: string; readonly detail: string }
  /** The one that opens data of a folder as it is; `writtenBy` e.g. `PocketBase 0.33.0 to 0.38.0`. */
  | {
      readonly code: 'version-of-data-not-available';
      readonly version: string;
      readonly writtenBy: string;
      readonly detail: string;
    }
  | { readonly code: 'installation-cancelled'; readonly version: string }
  /** Without instances: it is being installed. */
  | { readonly code: 'version-in-use'; readonly version: string; readonly instanceNames: readonly string[] }
  | { readonly code: 'executable-not-usable'; readonly path: string; readonly rule: string }
  /** A build of one's own: a person has to say which PocketBase it is built on. `proposed` is what its build information says. */
  | { readonly code: 'build-without-version'; readonly path: string; readonly proposed: string | null }
  | { readonly code: 'download-failed'; readonly source: string; readonly detail: string }
  | { readonly code: 'offline'; readonly detail: string }
  | { readonly code: 'address-refused'; readonly address: string }
  /** A file that a person chose breaks a rule; the rule ends the sentence that begins with the path. */
  | { readonly code: 'file-not-read'; readonly path: string; readonly rule: string }
  | { readonly code: 'file-not-written'; readonly path: string; readonly detail: string }
  | { readonly code: 'output-not-read'; readonly path: string; readonly detail: string }
  /** Files were emptied or deleted whenever a page was read. */
  | { readonly code: 'output-changing' }
  /** Another search began before this one was through. */
  | { readonly code: 'search-replaced' }
  /** Null: none that Basekeeper knows is installed. Otherwise the chosen one is not. */
  | {
      readonly code: 'no-outside-program';
      readonly kind: 'editor' | 'terminal';
      readonly name: string | null;
      readonly folder: string;
    }
  /** What a coding assistant asked has been answered, or is not asked any more. */
  | { readonly code: 'question-closed' }
  /** It was allowed, and cannot be done now. */
  | {
      readonly code: 'not-signed-in';
      readonly instanceName: string;
      readonly email: string;
      readonly why: WhyNotSignedIn;
    }
  | { readonly code: 'could-not-open'; readonly target: string; readonly detail: string }
  /** Data of an instance, or a copy of it, breaks a rule; the rule ends the sentence that begins with the path. */
  | { readonly code: 'data-not-usable'; readonly path: string; readonly rule: string }
  /** Data lies on a drive or behind a link where this cannot be done with it; the rule ends the sentence, and says what to do. */
  | { readonly code: 'place-not-suited'; readonly path: string; readonly rule: string }
  /** Its process works on database files that were deleted or exchanged, and what it confirms is in no file with a name. */
  | {
      readonly code: 'writes-not-in-files';
      readonly instanceName: string;
      readonly files: readonly string[];
      /** Does a stop in order bring it into the database? */
      readonly savedByAStop: boolean;
    }
  | { readonly code: 'disk-full'; readonly path: string }
  | {
      readonly code: 'not-enough-space';
      readonly path: string;
      readonly neededBytes: number;
      readonly freeBytes: number;
    }
  /** Of Basekeeper itself: so many files may be open at the same time, and so many are. Nothing was begun. */
  | { readonly code: 'too-few-open-files'; readonly limit: number; readonly open: number }
  /** A person, or the end of the app, asked an operation to stop; nothing was changed. */
  | { readonly code: 'cancelled' }
  | { readonly code: 'operation-underway'; readonly instanceName: string; readonly kind: OperationKind }
  | { readonly code: 'unknown-operation'; readonly operationId: string }
  /** It is past the point of no return. */
  | { readonly code: 'not-cancellable'; readonly kind: OperationKind }
  | { readonly code: 'unknown-backup'; readonly backupId: string }
  | { readonly code: 'backup-not-usable'; readonly fileName: string; readonly detail: string }
  /** A version did not do its work on a copy of the data; the instance itself was not touched. */
  | { readonly code: 'copy-not-served'; readonly version: string; readonly detail: string }
  /** Data that a version had served for a moment holds fewer records than before; nothing was touched. `again` goes on. */
  | {
      readonly code: 'fewer-records';
      readonly version: string;
      readonly lost: readonly LostRecords[];
      readonly again: ExchangeWish;
    }
  /** It had begun to change something, and everything was put back. */
  | { readonly code: 'operation-undone'; readonly kind: OperationKind; readonly detail: string }
  /** It could be neither finished nor undone, e.g. because its drive has gone. Everything is still there. */
  | {
      readonly code: 'operation-unfinished';
      readonly instanceName: string;
      readonly kind: OperationKind;
      readonly path: string;
    }
  /** What the person had looked at is not so any more. `what`: settings that were to be saved; else the instance itself. */
  | { readonly code: 'changed-meanwhile'; readonly instanceName: string; readonly what?: 'settings' }
  /** The system has no place for secrets that is safe. */
  | { readonly code: 'secrets-not-kept'; readonly detail: string }
  /** They were sealed by another user or computer, or the place with their key has gone. */
  | { readonly code: 'secrets-not-readable'; readonly names: readonly string[] }
  /** The app ended before anything was changed. */
  | { readonly code: 'operation-interrupted'; readonly kind: OperationKind }
  | { readonly code: 'version-change-refused'; readonly version: string; readonly detail: string }
  /** SQLite's full check found something wrong; the line is its own. */
  | { readonly code: 'data-damaged'; readonly file: string; readonly line: string }
  /** The name that was typed to confirm a deletion. */
  | { readonly code: 'name-not-matching'; readonly instanceName: string }
  | { readonly code: 'not-trashed'; readonly path: string; readonly detail: string }
  | { readonly code: 'superuser-not-saved'; readonly detail: string }
  /** PocketBase before 0.23 takes a password only on a command line, where everybody can read it. */
  | { readonly code: 'superuser-by-hand'; readonly version: string; readonly dataFolder: string }
  /** A build of one's own lacks what passwords are set with. Without a data folder, the instance is only being made. */
  | {
      readonly code: 'superuser-not-possible';
      readonly lacks: '--hooksDir' | 'migrate';
      readonly dataFolder: string | null;
    }
  /** Of Basekeeper itself; `why` says what to do. */
  | { readonly code: 'update-not-now'; readonly why: string }
  | { readonly code: 'unexpected'; readonly detail: string };
