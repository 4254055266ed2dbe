import type { PortOwner } from '../../shared/errors';
import type { Finding } from '../../shared/incident';
import type { InstanceId } from '../../shared/ids';
import type { Instance, InstanceState } from '../../shared/instance';
import { done, fail, ok, type Result } from '../../shared/result';
import type { LaunchedWith } from '../../shared/launch-options';
import { errorWords, secretsNotReadable } from '../../shared/words/error-words';
import { leftOverProcesses } from '../../shared/words/process-words';
import type { Abilities } from '../pocketbase/abilities';
import { foldersOf, hooksLeftOut, serveArguments } from '../pocketbase/arguments';
import { environmentFor } from '../pocketbase/environment';
import { showNotice, type AppStore } from '../store/app-store';
import { startChild, type ChildListeners } from '../process/child-process';
import { endsWithUs } from '../process/ends-with-us';
import type { InstanceList, RunRecord, RunRecords } from './persistence';
import { bootId, identify, RUN_ID_VARIABLE, type ProcessIdentity } from '../process/process-identity';
import { openLaunchOptions, type SecretKeeper } from './secrets';
import { endMembers } from '../process/end-members';
import { adoptProcess, type RunProcess } from '../process/run-process';
import type { SupervisorParts } from './supervisor-parts';

export interface LaunchRequest {
  readonly instance: Instance;
  readonly runNumber: number;
  readonly runId: string;
  readonly executable: string;
  readonly abilities: Abilities | null;
  readonly outputFile: string;
  /** As if there were none in its folder. */
  readonly withoutHooks: boolean;
}

export interface Launched {
  /** Null when the system refused; then `onRefused` is called. */
  readonly pid: number | null;
  /** Whether the pid could be added to the record. Without it the process is still found by its run id. */
  readonly recorded: Result<undefined>;
  /** What it was given that must not be seen. */
  readonly secrets: readonly string[];
  readonly launchedWith: LaunchedWith;
}

/** The process of an instance while there is one, and the record by which it would be found again after our death. */
export class CurrentProcess {
  readonly #id: InstanceId;
  readonly #records: RunRecords;
  readonly #list: Pick<InstanceList, 'checkWritable'>;
  readonly #secrets: Pick<SecretKeeper, 'open'>;
  readonly #store: AppStore;
  readonly #reportBug: (error: unknown) => void;
  #process: RunProcess | null = null;
  #record: RunRecord | null = null;

  constructor(
    id: InstanceId,
    {
      records,
      list,
      secrets,
      store,
      reportBug,
    }: Pick<SupervisorParts, 'records' | 'list' | 'secrets' | 'store' | 'reportBug'>,
  ) {
    this.#store = store;
    this.#reportBug = reportBug;
    this.#secrets = secrets;
    this.#id = id;
    this.#records = records;
    this.#list = list;
  }

  /** Writes down what is about to be started, then starts it. Nothing is started that could not be found again. */
  launch(options: LaunchRequest, listeners: ChildListeners): Result<Launched, Finding> {
    const opened = openLaunchOptions(options.instance.launchOptions, this.#secrets);
    if (!opened.ok) return fail({ cause: 'secrets-not-readable', evidence: secretsNotReadable(opened.error) });
    const launchOptions = opened.value;
    // A wish that is on the list already is not written again by a start. But how it ends has to be.
    const recordable = this.#list.checkWritable();
    const planned = planOf(options);
    const written = recordable.ok ? this.#save(planned) : recordable;
    if (!written.ok) return fail({ cause: 'not-recorded', evidence: errorWords(written.error).text });
    const { abilities, executable, instance, outputFile, runId, withoutHooks } = options;
    const { folder, port } = instance;
    const { revision, networkAccess } = instance.launchOptions;
    const child = {
      executable,
      arguments: serveArguments(
        withoutHooks ? hooksLeftOut(folder) : foldersOf(folder),
        port,
        launchOptions,
        networkAccess,
        abilities,
      ),
      workingFolder: folder,
      environment: environmentFor(launchOptions, { [RUN_ID_VARIABLE]: runId }),
      outputFile,
    };
    this.#process = startChild(child, { ...listeners, onLeftOver: this.#tellLeftOver });
    const identity = this.#process === null ? null : identify(this.#process.pid);
    return ok({
      pid: this.#process?.pid ?? null,
      recorded: identity === null ? done : this.#save(identifiedBy(planned, identity)),
      secrets: launchOptions.secrets,
      launchedWith: { revision, networkAccess, ...(withoutHooks ? { withoutHooks } : {}) },
    });
  }

  /** Takes over a process that an earlier life of the app had started. */
  adopt(record: RunRecord, identity: ProcessIdentity, onGone: () => void): void {
    this.#process = adoptProcess(identity, record.runId, { onGone, onLeftOver: this.#tellLeftOver });
    this.#record = identifiedBy(record, identity);
  }

  /** The process of an earlier life of the app has gone: ends what it had started. */
  endLeftOver({ processStartedAt: startedAt, bootId: boot, runId }: RunRecord): void {
    if (boot !== bootId()) return;
    // Whose its number is by now, and that of its group, is not known; only the run id tells.
    const marks = { leader: { pid: 0, startedAt, bootId: boot }, runId, isGroupOurs: false };
    endMembers(marks).then(this.#tellLeftOver, this.#reportBug);
  }

  terminate(): void {
    this.#process?.terminate();
  }

  kill(): void {
    this.#process?.kill();
  }

  /** Writes down what tells at the next launch whether an end that nobody saw was a failure. */
  note(state: InstanceState, quitting: boolean): Result<undefined> {
    if (this.#record === null) return done;
    if (state.kind === 'running') return this.#save({ ...this.#record, provenSince: state.since });
    // While quitting, one mark for all of them says it.
    return state.kind === 'stopping' && !quitting ? this.#save({ ...this.#record, askedToEnd: true }) : done;
  }

  /** It is gone. A record that cannot be removed is found to be out of date at the next launch. */
  forget(): Result<undefined> {
    this.#process = null;
    this.#record = null;
    return this.#records.clear(this.#id);
  }

  readonly #tellLeftOver = (left: readonly PortOwner[]): void => {
    const instance = this.#store.instance(this.#id);
    if (left.length > 0 && instance !== undefined) showNotice(this.#store, leftOverProcesses(instance, left));
  };

  #save(record: RunRecord): Result<undefined> {
    this.#record = record;
    return this.#records.save(this.#id, record);
  }
}

function planOf({ instance, runNumber, runId, executable }: LaunchRequest): RunRecord {
  const { folder, port, launchOptions, version } = instance;
  return {
    runNumber,
    runId,
    pid: null,
    processStartedAt: '',
    bootId: bootId(),
    executable,
    dataFolder: foldersOf(folder).data,
    port,
    version,
    startedAt: new Date().toISOString(),
    provenSince: null,
    askedToEnd: false,
    endsWithApp: endsWithUs(),
    launchRevision: launchOptions.revision,
    networkAccess: launchOptions.networkAccess,
  };
}

const identifiedBy = (record: RunRecord, { pid, startedAt }: ProcessIdentity): RunRecord => ({
  ...record,
  pid,
  processStartedAt: startedAt,
});
