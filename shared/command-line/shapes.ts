/** What `--json` prints. Fields are added, never changed; documented in docs/cli.md. */
import { z } from 'zod';
import type { BackupSummary } from '../backup';
import { displayStatus, isDegraded } from '../display-status';
import type { IncidentSummary } from '../incident';
import { addressOf, adminAddressOf, pidOf, type Instance } from '../instance';
import { operationOn, type Operation } from '../operation';
import { causeWords, incidentSentence } from '../words/incident-words';
import { OPERATION_WORDS } from '../words/operation-words';
import { maintenanceReasonInWords, statusInWords, WARNING_WORDS } from '../words/status-words';
import { taskWords } from '../words/task-words';

/** ISO 8601. */
const time = z.string();

export const operationShape = z.strictObject({
  id: z.string(),
  instanceId: z.string(),
  instanceName: z.string(),
  kind: z.string(),
  title: z.string(),
  startedAt: time,
  /** What is being done, or how it ended. */
  text: z.string(),
  doneBytes: z.number(),
  totalBytes: z.number().nullable(),
  /** Null while it runs. */
  outcome: z.enum(['done', 'cancelled', 'failed', 'ended-by-quitting']).nullable(),
});
export type OperationShape = z.output<typeof operationShape>;

export const instanceShape = z.strictObject({
  id: z.string(),
  name: z.string(),
  status: z.enum([
    'running',
    'starting',
    'stopping',
    'restarting',
    'waiting',
    'entering-maintenance',
    'maintenance',
    'stopped',
  ]),
  /** As the window says it, e.g. `Running, degraded`. */
  statusText: z.string(),
  /** Since when it is that; null where that is not known. */
  since: time.nullable(),
  degraded: z.boolean(),
  warnings: z.array(z.strictObject({ kind: z.string(), title: z.string(), text: z.string() })),
  maintenance: z
    .strictObject({
      reason: z.string(),
      text: z.string(),
      since: time,
      setBy: z.string(),
      incidentId: z.string().nullable(),
      /** When it ends by itself. */
      until: time.nullable(),
      note: z.string().nullable(),
    })
    .nullable(),
  port: z.number(),
  url: z.string(),
  adminUrl: z.string(),
  version: z.string(),
  folder: z.string(),
  pid: z.number().nullable(),
  unseenIncidents: z.number(),
  operation: operationShape.nullable(),
});
export type InstanceShape = z.output<typeof instanceShape>;

export const appShape = z.strictObject({
  /** False: what follows was read from disk. */
  running: z.boolean(),
  version: z.string(),
});

export const listShape = z.strictObject({ app: appShape, instances: z.array(instanceShape) });
export const statusShape = z.strictObject({ app: appShape, instance: instanceShape });

export const incidentShape = z.strictObject({
  id: z.string(),
  at: time,
  reason: z.string(),
  cause: z.string(),
  title: z.string(),
  text: z.string(),
  explanation: z.string(),
  remedy: z.string(),
  evidence: z.string(),
  exit: z.strictObject({ code: z.number().nullable(), signal: z.string().nullable() }).nullable(),
  pid: z.number().nullable(),
  version: z.string(),
  port: z.number(),
  seen: z.boolean(),
  /** Its last lines; only of one incident that was asked for. */
  output: z.array(z.string()).optional(),
});
export type IncidentShape = z.output<typeof incidentShape>;
export const incidentsShape = z.strictObject({ incidents: z.array(incidentShape) });

export const backupShape = z.strictObject({
  id: z.string(),
  fileName: z.string(),
  sizeBytes: z.number(),
  createdAt: time,
  reason: z.string(),
  label: z.string(),
  version: z.string(),
  collections: z.number(),
  records: z.number(),
});
export const backupsShape = z.strictObject({
  folder: z.string(),
  backups: z.array(backupShape),
  /** Why the folder could not be read; null when it could. */
  problem: z.string().nullable(),
});

/** Of commands that change one instance: what it is afterwards. */
export const changedShape = z.strictObject({ instances: z.array(instanceShape) });
/** Of tasks: how they ended. */
export const operationsShape = z.strictObject({ operations: z.array(operationShape) });

export const createdShape = z.strictObject({
  instance: instanceShape,
  /** Only where Basekeeper made the password; it is shown this once. */
  superuser: z.strictObject({ email: z.string(), password: z.string().nullable() }).nullable(),
});

export const versionsShape = z.strictObject({
  installed: z.array(
    z.strictObject({ version: z.string(), source: z.string(), sizeBytes: z.number(), usedBy: z.array(z.string()) }),
  ),
  /** Only with `--available`. */
  available: z.array(z.strictObject({ version: z.string(), publishedAt: time.nullable() })).optional(),
});

export const urlShape = z.strictObject({ url: z.string(), adminUrl: z.string() });
export const environmentShape = z.record(z.string(), z.string());

export const doctorShape = z.strictObject({
  ok: z.boolean(),
  instances: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      ok: z.boolean(),
      problems: z.array(z.strictObject({ title: z.string(), text: z.string(), remedy: z.string() })),
      /** What a start would do that could not be looked at before. */
      notChecked: z.array(z.strictObject({ title: z.string(), text: z.string() })),
    }),
  ),
  notices: z.array(z.strictObject({ title: z.string(), text: z.string() })),
});

export const diagnosticsShape = z.strictObject({
  path: z.string(),
  files: z.array(z.strictObject({ name: z.string(), what: z.string(), sizeBytes: z.number() })),
});

export const logLineShape = z.strictObject({
  run: z.number().nullable(),
  kind: z.enum(['output', 'mark']),
  text: z.string(),
  /** ISO 8601; null of a mark, of a line that nobody saw come, and with `-f`. */
  at: z.string().nullable(),
});
/** `logs --json` and `watch` print one of these for each line. */
export const watchShape = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('instance'), instance: instanceShape }),
  z.strictObject({ type: z.literal('removed'), id: z.string() }),
  z.strictObject({ type: z.literal('operation'), operation: operationShape }),
  z.strictObject({ type: z.literal('notice'), title: z.string(), text: z.string() }),
  /** The reader was too slow: ask again for what is now. */
  z.strictObject({ type: z.literal('gap'), left: z.number() }),
]);
export type WatchShape = z.output<typeof watchShape>;

/** On standard output, in the place of everything else, when a command with `--json` fails. */
export const errorShape = z.strictObject({
  error: z.strictObject({ code: z.string(), title: z.string(), text: z.string() }),
});

export function operationOf(operation: Operation): OperationShape {
  const { id, instanceId, instanceName, kind, startedAt, doneBytes, totalBytes, outcome } = operation;
  const { title } = OPERATION_WORDS[kind];
  const text = taskWords(operation).text;
  return {
    id,
    instanceId,
    instanceName,
    kind,
    title,
    startedAt,
    text,
    doneBytes,
    totalBytes,
    outcome: outcome?.kind ?? null,
  };
}

export function instanceOf(instance: Instance, operations: readonly Operation[]): InstanceShape {
  const { id, name, port, version, folder, state, incidents, warnings } = instance;
  const status = displayStatus(instance);
  const { maintenance } = instance.intent;
  const operation = operationOn(operations, id);
  return {
    id,
    name,
    status: status.kind,
    statusText: statusInWords(instance),
    since: 'since' in status ? status.since : null,
    degraded: isDegraded(instance),
    warnings: warnings.map(({ kind }) => ({ kind, ...WARNING_WORDS[kind] })),
    maintenance:
      maintenance === null
        ? null
        : {
            reason: maintenance.reason,
            text: maintenanceReasonInWords(maintenance.reason),
            since: maintenance.since,
            setBy: maintenance.setBy,
            incidentId: maintenance.incidentId,
            until: maintenance.until ?? null,
            note: maintenance.note ?? null,
          },
    port,
    url: addressOf(instance),
    adminUrl: adminAddressOf(instance),
    version,
    folder,
    pid: pidOf(state),
    unseenIncidents: incidents.filter(({ seen }) => !seen).length,
    operation: operation === undefined ? null : operationOf(operation),
  };
}

export function incidentOf(incident: IncidentSummary, output?: readonly string[]): IncidentShape {
  const { id, at, reason, cause, evidence, exit, pid, version, port, seen } = incident;
  const words = causeWords(cause);
  const text = incidentSentence(incident);
  const shape = { id, at, reason, cause, text, ...words, evidence, exit, pid, version, port, seen };
  return output === undefined ? shape : { ...shape, output: [...output] };
}

export function backupOf(backup: BackupSummary): z.output<typeof backupShape> {
  const { id, fileName, sizeBytes, createdAt, reason, label, version, collections, records } = backup;
  return { id, fileName, sizeBytes, createdAt, reason, label, version, collections, records };
}
