import type { Incident } from '../../shared/incident';
import type { InstanceId } from '../../shared/ids';
import type { Instance, InstanceConfiguration, Intent } from '../../shared/instance';
import type { Result } from '../../shared/result';
import type { NetworkAccess } from '../../shared/launch-options';

/** What is kept of an instance between two sessions. The state of its process is not: that is observed. */
export interface InstanceRecord extends InstanceConfiguration {
  readonly intent: Intent;
}

/** The list of instances on disk. Every method has written (and synced) when it returns. */
export interface InstanceList {
  load(): readonly InstanceRecord[];
  /** With `keepUnsaved`, what could not be written stays in memory and is written with the next change. */
  save(record: InstanceRecord, keepUnsaved?: boolean): Result<undefined>;
  /** Writes what is only in memory; fine when nothing is. */
  writeUnsaved(): Result<undefined>;
  /** Can it be written now? Answered by really writing what it holds; asked before a start that changes nothing on the list. */
  checkWritable(): Result<undefined>;
  remove(id: InstanceId): Result<undefined>;
  /** In the order of these ids; whatever they do not name comes last. */
  order(ids: readonly InstanceId[]): Result<undefined>;
}

/** The incidents on disk, the newest 50 of each instance. */
export interface IncidentLog {
  /** Newest first, without output. */
  load(id: InstanceId): Instance['incidents'];
  /** The summaries after adding, and whether they could be written. */
  add(
    id: InstanceId,
    incident: Incident,
  ): { readonly summaries: Instance['incidents']; readonly saved: Result<undefined> };
  markSeen(id: InstanceId): { readonly summaries: Instance['incidents']; readonly saved: Result<undefined> };
  writeUnsaved(): Result<undefined>;
  find(id: InstanceId, incidentId: string): Incident | undefined;
}

/** What is written before a process is created, so that it is found again should the app die. */
export interface RunRecord {
  readonly runNumber: number;
  /** In the environment of the process. */
  readonly runId: string;
  /** Null until the system has told the pid. */
  readonly pid: number | null;
  /** See `ProcessIdentity`; empty until the pid is known. */
  readonly processStartedAt: string;
  readonly bootId: string;
  readonly executable: string;
  readonly dataFolder: string;
  readonly port: number;
  readonly version: string;
  /** ISO 8601, wall clock. */
  readonly startedAt: string;
  /** ISO 8601: when it was first proven to serve; null until then. */
  readonly provenSince: string | null;
  /** It was asked to end; however it ends now, that is no failure. */
  readonly askedToEnd: boolean;
  /** The system was told to end the process together with the app. */
  readonly endsWithApp: boolean;
  /** Of the launch options it was started with; null where that is not known. */
  readonly launchRevision: number | null;
  readonly networkAccess: NetworkAccess;
}

/** One record for each process that may exist. Every method has written (and synced) when it returns. */
export interface RunRecords {
  /** Was the app quitting, or the computer going down, when it was last heard of? Then its processes ended on purpose. */
  readonly endedOnPurpose: boolean;
  load(id: InstanceId): RunRecord | null;
  save(id: InstanceId, record: RunRecord): Result<undefined>;
  /** The process is gone. */
  clear(id: InstanceId): Result<undefined>;
  /** It is gone, and there will be none again under this id. */
  remove(id: string): Result<undefined>;
  /** From now on every end is on purpose. */
  sessionEnds(): Result<undefined>;
}
