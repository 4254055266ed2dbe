/** What stands at the top of an instance's overview: what it should be, what it is, what was last and what is next. */
import type { BackupSchedule } from '../backup';
import { nextDueAt } from '../backup-schedule';
import { displayStatus, isDegraded, unansweredOf } from '../display-status';
import type { Instance } from '../instance';
import { isWished } from '../maintenance-reason';
import { assertNever } from '../result';
import { causeWords } from './incident-words';
import { whenInWords } from './moment-words';
import { maintenanceReasonInWords, maintenanceSetterInWords } from './status-words';

type Described = Pick<Instance, 'intent' | 'state' | 'incidents' | 'warnings' | 'unanswered'>;

/** `Running since 06:19, as it should.`, `Should run. PocketBase was killed; in maintenance since 14:02.` */
export function statusSentence(instance: Described, now: Date): string {
  const status = displayStatus(instance);
  const { maintenance, shouldRun } = instance.intent;
  const since = 'since' in status ? whenInWords(new Date(status.since), now) : '';
  switch (status.kind) {
    case 'running':
      if (unansweredOf(instance) !== null) return `Running since ${since}, but it does not answer now.`;
      return isDegraded(instance)
        ? `Running since ${since}, with a problem named below.`
        : `Running since ${since}, as it should.`;
    case 'starting':
      return `Should run. Starting since ${since}.`;
    case 'restarting':
      return 'Restarting: its process is being ended, then it starts again.';
    case 'stopping':
      return 'Being stopped: its process is being ended.';
    case 'waiting':
      return `Should run. It stopped unexpectedly (${since}) and is about to be started again.`;
    case 'entering-maintenance':
      return 'Going into maintenance: its process is being ended.';
    case 'maintenance':
      return maintenance === null ? '' : `${maintenanceSentence(instance, since)} ${afterwards(instance)}`.trimEnd();
    case 'stopped':
      return shouldRun ? 'Should run, but it is stopped.' : 'Stopped. It runs again when you start it.';
    default:
      return assertNever(status);
  }
}

function maintenanceSentence({ intent: { maintenance, shouldRun }, incidents }: Described, since: string): string {
  if (maintenance === null) return '';
  const incident = incidents.find(({ id }) => id === maintenance.incidentId);
  if (incident !== undefined) {
    const should = shouldRun ? 'Should run. ' : '';
    return `${should}${causeWords(incident.cause).title}; in maintenance since ${since}.`;
  }
  const why =
    maintenance.reason === 'requested'
      ? `turned on by ${maintenanceSetterInWords(maintenance.setBy)}`
      : maintenanceReasonInWords(maintenance.reason);
  return `In maintenance since ${since}: ${why}.`;
}

/** Only of what a person wished: what failed is for a person to look at first. */
function afterwards({ intent: { maintenance, shouldRun } }: Described): string {
  if (maintenance === null || !isWished(maintenance.reason)) return '';
  return shouldRun ? 'It starts when maintenance ends.' : 'It stays stopped when maintenance ends.';
}

/** `yesterday at 17:02`; null where there never was one. */
export const lastIncidentInWords = ({ incidents: [last] }: Pick<Instance, 'incidents'>, now: Date): string | null =>
  last === undefined ? null : `${causeWords(last.cause).title}, ${whenInWords(new Date(last.at), now)}`;

/** `tomorrow at 03:00`; null without a schedule. */
export const nextBackupInWords = (schedule: BackupSchedule | null, now: Date): string | null =>
  schedule === null ? null : whenInWords(nextDueAt(schedule, now), now);
