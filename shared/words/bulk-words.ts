import type { BulkAction, BulkOutcome } from '../list/bulk';
import type { InstanceId } from '../ids';
import { errorWords, type ErrorWords } from './error-words';

/** What a button or a menu calls it. */
export const BULK_LABELS: Readonly<Record<BulkAction, string>> = {
  start: 'Start',
  stop: 'Stop',
  'enter-maintenance': 'Maintenance',
  'leave-maintenance': 'End maintenance',
  'back-up': 'Back up now',
  mute: 'Turn notifications off',
  unmute: 'Turn notifications on',
};

/** After “3 instances”. */
const DONE: Readonly<Record<BulkAction, string>> = {
  start: 'starting',
  stop: 'stopping',
  'enter-maintenance': 'in maintenance',
  'leave-maintenance': 'out of maintenance',
  'back-up': 'being backed up',
  mute: 'without notifications',
  unmute: 'with notifications',
};

const instancesInWords = (count: number): string => (count === 1 ? '1 instance' : `${String(count)} instances`);

/** What became of a command to several: how many, and of each that failed, its name and why. */
export function bulkWords(
  action: BulkAction,
  outcomes: readonly BulkOutcome[],
  nameOf: (id: InstanceId) => string,
): ErrorWords {
  const failed = outcomes.filter(({ error }) => error !== null);
  const done = outcomes.length - failed.length;
  if (failed.length === 0) return { title: `${instancesInWords(done)} ${DONE[action]}`, text: '' };
  const title =
    done === 0
      ? `${BULK_LABELS[action]} failed for ${instancesInWords(failed.length)}`
      : `${String(done)} of ${instancesInWords(outcomes.length)} ${DONE[action]}`;
  return { title, text: whyEach(failed, nameOf) };
}

/** The names of those that failed for the same reason stand together. */
function whyEach(failed: readonly BulkOutcome[], nameOf: (id: InstanceId) => string): string {
  const namesByReason = new Map<string, string[]>();
  for (const { instanceId, error } of failed) {
    if (error === null) continue;
    const { title, text } = errorWords(error);
    const reason = `${title}. ${text}`;
    namesByReason.set(reason, [...(namesByReason.get(reason) ?? []), `“${nameOf(instanceId)}”`]);
  }
  return [...namesByReason].map(([reason, names]) => `${names.join(', ')}: ${reason}`).join('\n');
}
