import type { Incident } from '../../shared/incident';
import type { Instance, InstanceConfiguration, InstanceId, Intent } from '../../shared/instance';
import type { Result } from '../../shared/result';

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
