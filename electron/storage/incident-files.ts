import { z } from 'zod';
import type { Incident, IncidentSummary } from '../../shared/incident';
import type { InstanceId } from '../../shared/ids';
import type { WhatChanged } from '../../shared/what-changed';
import { openCheckedStore, type CheckedStore, type OpenStoreFile } from './open-store';
import { done, type Result } from '../../shared/result';
import type { UnusableFile } from '../../shared/words/storage-words';

const SCHEMA_VERSION = 1;
const INCIDENTS_KEPT = 50;

/** Loose about the causes, so that a file of a newer version with a cause of its own is still shown. */
const incident = z.custom<Incident>(
  (value) =>
    z
      .looseObject({
        id: z.string(),
        sequence: z.number(),
        at: z.string(),
        reason: z.string(),
        cause: z.string(),
        evidence: z.string(),
        seen: z.boolean(),
        output: z.array(z.string()),
      })
      .safeParse(value).success,
);

const file = z.object({ schemaVersion: z.literal(SCHEMA_VERSION), incidents: z.array(incident) });

type IncidentStore = CheckedStore<z.output<typeof file>>;

interface Outcome {
  readonly summaries: readonly IncidentSummary[];
  readonly saved: Result<undefined>;
}

export interface IncidentFiles {
  /** Writes what is only in memory; fine when nothing is. */
  writeUnsaved(): Result<undefined>;
  /** Of the files looked at so far, those that could not be used. */
  unusableFiles(): readonly UnusableFile[];
  load(id: InstanceId): readonly IncidentSummary[];
  add(id: InstanceId, incident: Incident): Outcome;
  markSeen(id: InstanceId): Outcome;
  /** Adds to one that is kept; kept in memory where it cannot be written now. Answers all summaries. */
  amend(id: InstanceId, incidentId: string, whatChanged: WhatChanged): readonly IncidentSummary[];
  find(id: InstanceId, incidentId: string): Incident | undefined;
  /** Its file is going: nothing of it is kept in mind, and nothing is written again. */
  forget(id: InstanceId): void;
}

/** One file per instance, so that a crash of one rewrites only its own. */
export function openIncidentFiles(open: OpenStoreFile, folder: string): IncidentFiles {
  const stores = new Map<InstanceId, IncidentStore>();
  const storeOf = (id: InstanceId): IncidentStore => {
    const known = stores.get(id);
    if (known !== undefined) return known;
    const opened = openCheckedStore(open, folder, id, file, { schemaVersion: SCHEMA_VERSION, incidents: [] });
    stores.set(id, opened);
    return opened;
  };
  const replace = (id: InstanceId, incidents: readonly Incident[]): Outcome => {
    const saved = storeOf(id).replace({ schemaVersion: SCHEMA_VERSION, incidents: [...incidents] }, true);
    return { summaries: incidents.map(withoutOutput), saved };
  };
  return {
    writeUnsaved: () => [...stores.values()].map((store) => store.writeUnsaved()).find(({ ok }) => !ok) ?? done,
    unusableFiles: () => [...stores.values()].flatMap((store) => store.unusableFile() ?? []),
    load: (id) => storeOf(id).content().incidents.map(withoutOutput),
    add: (id, added) => replace(id, [added, ...storeOf(id).content().incidents].slice(0, INCIDENTS_KEPT)),
    markSeen: (id) =>
      replace(
        id,
        storeOf(id)
          .content()
          .incidents.map((one) => ({ ...one, seen: true })),
      ),
    amend: (id, incidentId, whatChanged) => {
      const { incidents } = storeOf(id).content();
      return replace(
        id,
        incidents.map((one) => (one.id === incidentId ? { ...one, whatChanged } : one)),
      ).summaries;
    },
    find: (id, incidentId) =>
      storeOf(id)
        .content()
        .incidents.find((one) => one.id === incidentId),
    forget: (id) => void stores.delete(id),
  };
}

function withoutOutput({ output: _output, ...summary }: Incident): IncidentSummary {
  return summary;
}
