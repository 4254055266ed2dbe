/** What the journal of an instance says, found by comparing what was with what is. */
import type { Activity, EndOfApp, SessionEnd } from '../activity';
import { incidentIn, type AppNotice, type Change } from '../app-state';
import { isAlive } from '../display-status';
import type { IncidentSummary } from '../incident';
import type { Instance, Maintenance } from '../instance';
import { isWished } from '../maintenance-reason';
import { isUnderway, type Operation } from '../operation';
import { BACKUP_SETTINGS, SETTINGS, type BackupSettings, type InstanceSettings } from '../settings';
import { incidentNotice } from './incident-words';
import { momentInWords } from './moment-words';
import { OPERATION_WORDS } from './operation-words';

import { maintenanceReasonInWords, maintenanceSetterInWords, WARNING_WORDS } from './status-words';
import { taskWords } from './task-words';

export const journalBegins = ({ version, port, folder }: Instance): Activity => ({
  kind: 'change',
  text: `Added to the list. PocketBase ${version}, port ${String(port)}, in ${folder}.`,
});

/** When it happened nobody wrote down: it lies between the entry before this one and this one. */
export const sessionEndActivity = ({ ended, process }: SessionEnd): Activity => ({
  kind: 'failed',
  text: `${END_WORDS[ended]} ${PROCESS_WORDS[process]}`,
});

const END_WORDS: Readonly<Record<SessionEnd['ended'], string>> = {
  app: 'Basekeeper ended unexpectedly, some time since the entry before this one.',
  computer: 'The computer ended without Basekeeper having been quit, some time since the entry before this one.',
};

const PROCESS_WORDS: Readonly<Record<SessionEnd['process'], string>> = {
  gone: 'PocketBase ended with it.',
  'still-there': 'PocketBase was still running when Basekeeper was opened again.',
  failed: 'PocketBase had failed before Basekeeper was opened again.',
  uncertain: 'Whether PocketBase is still running is uncertain.',
};

/** Told once at the next launch. A computer that lost its power needs no telling. */
export function endedUnexpectedly(names: readonly string[]): AppNotice {
  const isOne = names.length === 1;
  const were = isOne ? `“${names[0] ?? ''}” was` : `${String(names.length)} instances were`;
  return {
    id: 'basekeeper-ended-unexpectedly',
    title: 'Basekeeper ended unexpectedly the last time',
    text: `It was killed or it failed; nobody recorded when. ${were} running at that time: ${isOne ? 'its Activity tab' : 'the Activity tab of each'} says what became of it. If you did not end it yourself, check free memory and Basekeeper’s own log.`,
  };
}

/** In the order in which it happened. `change`: the one that made `after` of `before`. */
export function activityOf(
  before: Instance,
  after: Instance,
  endOfApp: EndOfApp | null,
  change: Change,
): readonly Activity[] {
  const incident = incidentIn(change);
  return [
    ...changesOf(before, after),
    ...(incident === null ? [] : [incidentActivity(incident)]),
    ...maintenanceOf(before, after, change),
    ...stateOf(before, after, endOfApp),
    ...warningsOf(before, after),
  ];
}

function changesOf(before: Instance, after: Instance): readonly Activity[] {
  const texts = [
    before.name !== after.name && `Renamed from “${before.name}” to “${after.name}”.`,
    before.port !== after.port && `Port changed from ${String(before.port)} to ${String(after.port)}.`,
    launchOptionsChange(before, after),
    ...settingsChanged<BackupSettings>(BACKUP_SETTINGS, before.backups, after.backups),
    ...settingsChanged<InstanceSettings>(SETTINGS, before, after),
  ];
  return texts.flatMap((text) => (text === false ? [] : [{ kind: 'change', text }]));
}

/** Each sentence once, however many settings it is about. */
function settingsChanged<Settings extends object>(
  table: Readonly<Record<keyof Settings & string, { readonly journal: string | null }>>,
  before: Settings,
  after: Settings,
): readonly string[] {
  const changed = keysOf(table).filter((name) => before[name] !== after[name]);
  return [...new Set(changed.flatMap((name) => table[name].journal ?? []))];
}

const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>): readonly Key[] =>
  Object.keys(table) as Key[];

function launchOptionsChange({ launchOptions: before }: Instance, { launchOptions: after }: Instance): string | false {
  if (before.networkAccess !== after.networkAccess) {
    const how = after.networkAccess === 'network' ? 'Opened to other devices' : 'Closed to other devices';
    return after.sharing === undefined ? `${how}, from the next start on.` : `${how} for a while.`;
  }
  return before.revision !== after.revision && 'Settings changed. They apply after a restart.';
}

const incidentActivity = (incident: IncidentSummary): Activity => ({
  kind: 'failed',
  text: incidentNotice(incident),
  incidentId: incident.id,
});

function maintenanceOf(
  { intent: { maintenance: was } }: Instance,
  after: Instance,
  change: Change,
): readonly Activity[] {
  const is = after.intent.maintenance;
  if (is === null) {
    if (was === null || was.reason === 'operation') return [];
    const byTimer = change.type === 'instance-changed' && change.by === 'timer';
    return [
      { kind: 'maintenance', text: byTimer ? 'Maintenance ended: its time was over.' : 'Maintenance turned off.' },
    ];
  }
  if (is.reason === was?.reason) return termsOf(was, is);
  if (isWished(is.reason)) {
    // After an operation it is given back as it was found.
    if (was?.reason === 'operation') return [];
    return [
      {
        kind: 'maintenance',
        text: `Maintenance turned on by ${maintenanceSetterInWords(is.setBy)}${untilAndNote(is)}`,
      },
    ];
  }
  // Incidents tell theirs, and an operation tells how it ended.
  if (is.reason !== 'operation-failed') return [];
  return [{ kind: 'maintenance', text: `Now in maintenance: ${maintenanceReasonInWords(is.reason)}.` }];
}

/** What a person chose anew for maintenance that is on. */
function termsOf(was: Maintenance, is: Maintenance): readonly Activity[] {
  if (was.until === is.until && was.note === is.note) return [];
  const end = is.until === undefined ? 'lasts until it is turned off' : 'has another end';
  const text = was.until === is.until ? 'The note on maintenance was changed' : `Maintenance ${end}`;
  return [{ kind: 'maintenance', text: `${text}${untilAndNote(is)}` }];
}

function untilAndNote({ until, note }: Maintenance): string {
  const end = until === undefined || Number.isNaN(Date.parse(until)) ? '' : `, until ${momentInWords(new Date(until))}`;
  return `${end}${note === undefined ? '.' : `: “${note}”`}`;
}

function stateOf(before: Instance, after: Instance, endOfApp: EndOfApp | null): readonly Activity[] {
  const { state, intent, version, port } = after;
  if (state.kind === 'running' && before.state.kind !== 'running') {
    const isTakenOver = before.state.kind === 'starting' && before.state.provenSince !== null;
    const text = isTakenOver
      ? 'Taken over: it had gone on serving without Basekeeper.'
      : `Running: PocketBase ${version} on port ${String(port)}.`;
    return [{ kind: 'running', text }];
  }
  if (isAlive(after) || !isAlive(before) || intent.maintenance !== null) return [];
  if (endOfApp !== null) return [{ kind: 'stopped', text: END_OF_APP_WORDS[endOfApp] }];
  return intent.shouldRun ? [] : [{ kind: 'stopped', text: 'Stopped, as you asked.' }];
}

const END_OF_APP_WORDS: Readonly<Record<EndOfApp, string>> = {
  quit: 'Stopped because Basekeeper was quit.',
  update: 'Stopped for an update of Basekeeper.',
  bug: 'Stopped, because Basekeeper ended after an error of its own.',
};

const warningsOf = (before: Instance, after: Instance): readonly Activity[] =>
  after.warnings
    .filter(({ kind }) => before.warnings.every((known) => known.kind !== kind))
    .map(({ kind }) => ({ kind: 'warning', text: `Degraded: ${WARNING_WORDS[kind].title}.` }));

/** Those that have ended now. */
export const operationsEnded = (before: readonly Operation[], after: readonly Operation[]): readonly Operation[] =>
  after.filter((one) => !isUnderway(one) && before.some((was) => was.id === one.id && isUnderway(was)));

export const operationActivity = (ended: Operation): Activity => ({
  kind: ended.outcome?.kind === 'failed' ? 'failed' : 'task',
  text: `${OPERATION_WORDS[ended.kind].title}: ${taskWords(ended).text}`,
});
