/** The contract between the window and main. Types, validation and both ends are derived from this one table. */
import { z } from 'zod';
import type { ActivityEntry } from './activity';
import { APP_SETTINGS } from './app-settings';
import type { Change, Snapshot } from './app-state';
import type { LeftBackups, RestorePreview, VersionChangePreview } from './backup';
import { backupLabel } from './backup-manifest';
import type { DiagnosticsFile } from './diagnostics';
import type { EnvironmentFile, LeftOutVariable } from './environment-file';
import type { Incident } from './incident';
import type { InstanceSizes } from './instance-sizes';
import {
  backupId,
  clonedInstance,
  incidentId,
  matchNumber,
  inspectedFolder,
  folderPath,
  instanceId,
  instanceName,
  newInstance,
  operationId,
  openedFolder,
  portNumber,
  restoredParts,
  restoreSource,
  superuser,
  typedName,
  versionNumber,
  wantedText,
  type NewInstanceInput,
} from './input';
import { BULK_ACTIONS, BULK_MAX, type BulkOutcome } from './list/bulk';
import { acceptedLoss } from './lost-records';
import { menuBar } from './menu-bar';
import type { InstanceId, OperationId } from './ids';
import { COPIED_MAX_LENGTH, type OutputBatch, type OutputFound, type OutputLine, type OutputPage } from './output';
import { messageFilter, messageFormat, type Message } from './messages';
import { outputFilter, pageCount, pagePlace } from './output-input';
import type { FolderInspection } from './open-folder';
import type { FolderContents } from './own-names';
import type { OutsidePrograms } from './outside-programs';
import type { NetworkAddress } from './network-sharing';
import type { Result } from './result';
import type { StartAtLogin } from './start-at-login';
import type { StartCheck } from './start-check';
import { chosenNetworkAccess, givenLaunchOptions } from './launch-options-input';
import { anyOf, BACKUP_SETTINGS, SETTINGS } from './settings';
import { maintenanceMinutes, maintenanceNote } from './timed-maintenance';
import type { RequestFigures } from './request-figures';
import type { Usage } from './usage';
import type { UsageHistory } from './usage-history';
import type { AvailableVersions, ExecutableImport } from './versions';

/** What the create dialog is filled with. */
export type NewInstanceDefaults = NewInstanceInput;

/** What has come to the list. */
export interface AddedInstance {
  readonly instanceId: InstanceId;
  /** The port that was suggested and taken meanwhile; the instance has another one. Else null. */
  readonly portTaken: number | null;
}

interface Command<Input extends z.ZodType, Output> {
  readonly input: Input;
  /** Only a type; never present at run time. */
  readonly output?: Output;
}

const command =
  <Output>() =>
  <Input extends z.ZodType>(input: Input): Command<Input, Output> => ({ input });

const nothing = z.undefined();
const oneInstance = z.strictObject({ instanceId });
const severalInstances = z
  .array(instanceId, 'must be a list of instances')
  .min(1, 'must name an instance')
  .max(BULK_MAX, `must name at most ${String(BULK_MAX)} instances`)
  .refine((ids) => new Set(ids).size === ids.length, 'must not name an instance twice');
/** The loss of records that was read and accepted; otherwise one is refused. */
const evenIfFewer = acceptedLoss.optional();
const oneBackup = z.strictObject({ instanceId, backupId });

export const commands = {
  'get-snapshot': command<Snapshot>()(nothing),
  'get-new-instance-defaults': command<NewInstanceDefaults>()(nothing),
  /** Creates the folder and the superuser, then starts. Nothing is left behind when it fails. */
  'create-instance': command<AddedInstance>()(newInstance),
  /** Looks at a folder that holds data already, and changes nothing. */
  'inspect-folder': command<FolderInspection>()(inspectedFolder),
  /** Puts it on the list where it is and starts it. All that was looked at is looked at again. */
  'open-folder-as-instance': command<AddedInstance>()(openedFolder),
  /** `stopFirst` is the instance that has the port: it is stopped, and its exit awaited, before the start. */
  'start-instance': command<undefined>()(z.strictObject({ instanceId, stopFirst: instanceId.optional() })),
  'stop-instance': command<undefined>()(oneInstance),
  'restart-instance': command<undefined>()(oneInstance),
  /**
   * `minutes` from now on, then Basekeeper ends it; null: until a person does. Where a person has switched it on already,
   * what is given changes and the rest stays. Refused for maintenance that the app has set because something failed.
   */
  'enter-maintenance': command<undefined>()(
    z.strictObject({ instanceId, minutes: maintenanceMinutes.nullable().optional(), note: maintenanceNote.optional() }),
  ),
  /** `stopFirst` as of a start: what is meant to run starts. */
  'leave-maintenance': command<undefined>()(z.strictObject({ instanceId, stopFirst: instanceId.optional() })),
  /** Out of maintenance and started, this once as if pb_hooks were empty. */
  'start-without-hooks': command<undefined>()(oneInstance),
  /** What a start would find right now. Changes nothing; only while no process of the instance exists. */
  'check-start': command<StartCheck>()(oneInstance),
  /** A port that nobody listens on and no instance was given. */
  'suggest-port': command<{ readonly port: number }>()(oneInstance),
  /** Only while no process of the instance exists. */
  'change-port': command<undefined>()(z.strictObject({ instanceId, port: portNumber })),
  /** The same to several, one after the other. Answers what became of each; that one is refused keeps no other. */
  'give-to-several': command<readonly BulkOutcome[]>()(
    z.strictObject({
      action: z.enum(BULK_ACTIONS, 'must be something that can be done to several'),
      instanceIds: severalInstances,
    }),
  ),
  /** In front of another one, or at the end for null. What is not on the list any more changes nothing. */
  'move-in-list': command<undefined>()(z.strictObject({ instanceId, before: instanceId.nullable() })),
  'set-instance-options': command<undefined>()(z.strictObject({ instanceId, ...anyOf(SETTINGS) })),
  /**
   * All of them at once; in force with the next start. Refused when they were saved by somebody else meanwhile.
   * `missingFolders`: of those in front of PATH, which are not there now.
   */
  'set-launch-options': command<{ readonly missingFolders: readonly string[] }>()(
    givenLaunchOptions.extend({ instanceId }),
  ),
  /** Asks for a `.env` file and reads it; null when the dialog was closed. Nothing is taken over. */
  'import-environment': command<{ readonly file: EnvironmentFile | null }>()(nothing),
  /**
   * Asks for the place; `path` is null when the dialog was closed. Secrets are left out unless they are asked for.
   * `leftOut` has them, and what such a file cannot hold.
   */
  'export-environment': command<{ readonly path: string | null; readonly leftOut: readonly LeftOutVariable[] }>()(
    z.strictObject({ instanceId, withSecrets: z.boolean('must be true or false') }),
  ),
  /** Whether other devices can connect; in force with the next start. Refused like the above. */
  /** At which others may reach this computer now; none where it is in no network. */
  'get-network-addresses': command<readonly NetworkAddress[]>()(nothing),
  'set-network-access': command<undefined>()(chosenNetworkAccess.extend({ instanceId })),
  /** A sentence where this computer has no safe place for secrets; null where it has. */
  'get-secret-storage': command<{ readonly whyNot: string | null }>()(nothing),
  /**
   * A schedule, a rule or a folder that is left out stays. A folder that is not there is made. Backups in the folder
   * from before stay in it: `left` says where, and how many.
   */
  'set-backup-options': command<{ readonly left: LeftBackups | null }>()(
    z.strictObject({ instanceId, ...anyOf(BACKUP_SETTINGS) }),
  ),
  /** Of the whole app. What is left out stays. A folder must be there. */
  'set-settings': command<undefined>()(z.strictObject(anyOf(APP_SETTINGS))),
  /** Opens the file that is said to have failed, with the program the system has for it; on Windows, where that would run it, shows it in its folder. */
  'open-suspect-file': command<undefined>()(z.strictObject({ instanceId, incidentId })),
  'get-incident': command<Incident>()(z.strictObject({ instanceId, incidentId })),
  /** The journal, oldest first. */
  'get-activity': command<readonly ActivityEntry[]>()(oneInstance),
  'mark-incidents-seen': command<undefined>()(oneInstance),
  /** What a person says to a question of a coding assistant. */
  'answer-assistant': command<undefined>()(
    z.strictObject({ questionId: z.string().max(100), yes: z.boolean('must be true or false') }),
  ),
  'dismiss-notice': command<undefined>()(z.strictObject({ noticeId: z.string().max(100) })),
  /**
   * The instance on screen: its output, and what its process takes, are pushed from now on, and no desktop notification is
   * needed for it. Null for none.
   */
  'watch-instance': command<readonly OutputLine[]>()(z.strictObject({ instanceId: instanceId.nullable() })),
  /** The page's own commands in the menu bar, as they are now. */
  'set-menu-bar': command<undefined>()(menuBar),
  /** A page of everything that is kept of the output, and how much there is. */
  'read-output': command<OutputPage>()(
    z.strictObject({ instanceId, filter: outputFilter, place: pagePlace, count: pageCount }),
  ),
  /**
   * Looks through everything that is kept of the output and is let through by the filter; answers how many lines contain
   * the text, and one of them. A new search ends the one before it, which is answered with `search-replaced`.
   */
  'search-output': command<OutputFound>()(
    z.strictObject({ instanceId, filter: outputFilter, text: wantedText, match: matchNumber.optional() }),
  ),
  /** All that is kept. Asks for the place; `path` is null when the dialog was closed. */
  'save-output': command<{ readonly path: string | null }>()(oneInstance),
  'open-admin-ui': command<undefined>()(oneInstance),
  'open-folder': command<undefined>()(oneInstance),
  /** With the program that was chosen in the settings, or the first one that is installed. */
  /** The newest, of the kinds and instances that are asked for. */
  'get-messages': command<readonly Message[]>()(messageFilter),
  /** Asks for the place; `path` is null when the dialog was closed. All that are kept, without secrets. */
  'export-messages': command<{ readonly path: string | null }>()(messageFilter.extend({ format: messageFormat })),
  'open-in-editor': command<undefined>()(oneInstance),
  'open-in-terminal': command<undefined>()(oneInstance),
  'get-outside-programs': command<OutsidePrograms>()(nothing),
  /** As the system has it now: other programs and people change it, too. */
  'get-start-at-login': command<StartAtLogin>()(nothing),
  'set-start-at-login': command<undefined>()(z.strictObject({ on: z.boolean('must be true or false') })),
  /** Makes a throw-away instance, starts it and kills its process; nothing else is touched. */
  'begin-crash-drill': command<undefined>()(nothing),
  'remove-crash-drill': command<undefined>()(nothing),
  'open-data-folder': command<undefined>()(nothing),
  'choose-folder': command<{ readonly folder: string | null }>()(nothing),
  'copy-text': command<undefined>()(z.strictObject({ text: z.string().max(COPIED_MAX_LENGTH) })),
  'install-version': command<undefined>()(z.strictObject({ version: versionNumber })),
  /** The tasks: `operationId` is found in the state. Refused while another operation is at work on the instance. */
  'back-up': command<{ readonly operationId: OperationId }>()(z.strictObject({ instanceId, label: backupLabel })),
  /** Reads the folder anew; the list itself comes with the state. */
  'list-backups': command<undefined>()(oneInstance),
  'verify-backup': command<{ readonly operationId: OperationId }>()(oneBackup),
  /** Asks for the place; null when the dialog was closed. Makes a zip as PocketBase itself does. */
  'export-backup': command<{ readonly operationId: OperationId | null }>()(oneBackup),
  'show-backup': command<undefined>()(oneBackup),
  'delete-backup': command<undefined>()(oneBackup),
  /** A zip to restore from; null when the dialog was closed. */
  'choose-backup-file': command<{ readonly path: string | null }>()(nothing),
  /** Changes nothing. */
  'preview-restore': command<RestorePreview>()(z.strictObject({ instanceId, source: restoreSource })),
  /** With a version, that one works on the data afterwards, and can be gone back on. */
  'restore-backup': command<{ readonly operationId: OperationId }>()(
    z.strictObject({
      instanceId,
      source: restoreSource,
      parts: restoredParts,
      version: versionNumber.optional(),
      evenIfFewer,
    }),
  ),
  /** What stands for and against the version, before anything is done. */
  'preview-version-change': command<VersionChangePreview>()(z.strictObject({ instanceId, version: versionNumber })),
  'change-version': command<{ readonly operationId: OperationId }>()(
    z.strictObject({ instanceId, version: versionNumber, tryFirst: z.boolean('must be true or false'), evenIfFewer }),
  ),
  /** Version and data from before the last change of version. */
  'go-back': command<{ readonly operationId: OperationId }>()(z.strictObject({ instanceId, evenIfFewer })),
  /** SQLite's full check; while it runs, of a copy. */
  'check-integrity': command<{ readonly operationId: OperationId }>()(oneInstance),
  compact: command<{ readonly operationId: OperationId }>()(oneInstance),
  'get-sizes': command<InstanceSizes>()(oneInstance),
  'get-usage-history': command<UsageHistory>()(oneInstance),
  /** From PocketBase's own log, of the last hour. */
  'get-request-figures': command<RequestFigures>()(oneInstance),
  'rename-instance': command<undefined>()(z.strictObject({ instanceId, name: instanceName })),
  /** Only while no process of the instance exists. Its files stay, and can be opened again. */
  'remove-from-list': command<{ readonly folder: string; readonly backupsFolder: string }>()(oneInstance),
  /** Takes the above back, while the app is open. */
  'put-back-on-list': command<undefined>()(oneInstance),
  /** Its folder goes to the trash; its backups stay. `name` is typed, and must be that of the instance. */
  'delete-instance': command<{ readonly operationId: OperationId }>()(
    z.strictObject({
      instanceId,
      name: typedName,
      backUpFirst: z.boolean('must be true or false'),
      everything: z.boolean('must be true or false').optional(),
    }),
  ),
  /** Without data it needs a first superuser. The clone does not run. */
  'clone-instance': command<{ readonly operationId: OperationId }>()(clonedInstance),
  'move-instance': command<{ readonly operationId: OperationId }>()(
    z.strictObject({ instanceId, folder: folderPath, everything: z.boolean('must be true or false').optional() }),
  ),
  /** What in its folder belongs to the instance, and what stays where it is when it is moved or deleted. */
  'look-into-folder': command<FolderContents>()(oneInstance),
  /** Their e-mail addresses. */
  'list-superusers': command<{ readonly emails: readonly string[] }>()(oneInstance),
  /** Makes one, or gives the one with this e-mail a new password. Answered when it is done. */
  'save-superuser': command<undefined>()(
    z.strictObject({ instanceId, email: superuser.shape.email, password: superuser.shape.password }),
  ),
  'cancel-operation': command<undefined>()(z.strictObject({ operationId })),
  'dismiss-operation': command<undefined>()(z.strictObject({ operationId })),
  /** Everybody who waits for the installation is told; what was downloaded is deleted. */
  'cancel-installation': command<undefined>()(z.strictObject({ version: versionNumber })),
  /** Only while no instance is pinned to it. */
  'remove-version': command<undefined>()(z.strictObject({ version: versionNumber })),
  /** Uses the network. The list is asked for once, and again when it has to be fresh. */
  'list-available-versions': command<AvailableVersions>()(
    z.strictObject({ fresh: z.boolean('must be true or false') }),
  ),
  /** Lets the user pick an executable, or a zip that holds one. */
  'import-executable': command<ExecutableImport>()(nothing),
  /** The answer to its question: which PocketBase the file that was picked is built on. */
  'import-executable-as': command<ExecutableImport>()(z.strictObject({ version: versionNumber })),
  'open-release-notes': command<undefined>()(z.strictObject({ version: versionNumber })),
  /** Looks at everything and keeps it in mind; `save-diagnostics` writes just that. */
  'collect-diagnostics': command<{ readonly files: readonly DiagnosticsFile[] }>()(nothing),
  /** Asks for the place; `path` is null when the dialog was closed. */
  'save-diagnostics': command<{ readonly path: string | null }>()(nothing),
  /** For updates of Basekeeper itself. What was found comes with the state. */
  'look-for-updates': command<undefined>()(nothing),
  'download-update': command<undefined>()(nothing),
  /** Stops all instances, ends, and begins again as the new version, which starts them. Refused while a task runs. */
  'install-update': command<undefined>()(nothing),
  /** Where the file lies that a person installs; in the browser. */
  'open-update-file': command<undefined>()(nothing),
} as const;

export type CommandName = keyof typeof commands;

/** They need a person in front of the window: a dialog of the system, its clipboard, what is on screen. No other client has them. */
export const WINDOW_COMMANDS = [
  'get-snapshot',
  'answer-assistant',
  'watch-instance',
  'set-menu-bar',
  'save-output',
  'open-admin-ui',
  'open-folder',
  'open-in-editor',
  'open-in-terminal',
  'get-outside-programs',
  'get-start-at-login',
  'set-start-at-login',
  'export-messages',
  'open-suspect-file',
  'begin-crash-drill',
  'remove-crash-drill',
  'open-data-folder',
  'choose-folder',
  'copy-text',
  'export-backup',
  'show-backup',
  'choose-backup-file',
  'import-environment',
  'export-environment',
  'import-executable',
  'import-executable-as',
  'open-release-notes',
  'collect-diagnostics',
  'save-diagnostics',
  'look-for-updates',
  'download-update',
  'install-update',
  'open-update-file',
] as const satisfies readonly CommandName[];

export type WindowCommand = (typeof WINDOW_COMMANDS)[number];
/** Any client may give them. */
export type EngineCommand = Exclude<CommandName, WindowCommand>;
export type CommandInput<Name extends CommandName> = z.input<(typeof commands)[Name]['input']>;
export type DecodedInput<Name extends CommandName> = z.output<(typeof commands)[Name]['input']>;
export type CommandOutput<Name extends CommandName> = NonNullable<{
  readonly value: (typeof commands)[Name] extends Command<z.ZodType, infer Output> ? Output : never;
}>['value'];

/** What main tells the window without being asked. */
export type Push =
  | { readonly type: 'changed'; readonly revision: number; readonly change: Change }
  | { readonly type: 'output'; readonly batch: OutputBatch }
  | { readonly type: 'usage'; readonly usage: Usage }
  /** The history of all that run has another minute. */
  | { readonly type: 'usage-kept' }
  /** Show this instance, at this incident if one is given. */
  | { readonly type: 'show-instance'; readonly instanceId: InstanceId; readonly incidentId: string | null }
  /** Chosen in the menu bar; the page gave it this name. */
  | { readonly type: 'act'; readonly commandId: string };

/** The browser's `File`. */
export interface DroppedFile {
  readonly name: string;
  readonly size: number;
}

/** What the preload script puts on `window.basekeeper`. */
export interface Bridge {
  call<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<Result<CommandOutput<Name>>>;
  /** Returns the function that stops listening. */
  onPush(listener: (push: Push) => void): () => void;
  /** Where a file lies that was dropped onto the window; empty when it is no file on a disk. */
  pathOfFile(file: DroppedFile): string;
}
