import { setTimeout as wait } from 'node:timers/promises';
import type { PortOwner } from '../../shared/errors';
import type { ProcessIdentity } from './process-identity';
import { membersOfRun, namesOf, signalMember, type RunMarks } from './run-members';

/** From SIGTERM to SIGKILL for what outlives the first process of its run. */
const GRACE_MS = 2000;
/** From SIGKILL to giving up. */
const KILL_LIMIT_MS = 3000;
const LOOK_EVERY_MS = 25;

export interface EndMembersOptions {
  /** Sees what is there at each look, so that somebody in a hurry can end it. */
  readonly onSeen?: (members: readonly ProcessIdentity[]) => void;
  /** When given, nobody waits any longer: SIGKILL at once. */
  readonly hurry?: AbortSignal;
}

/**
 * Ends what belongs to a run and is still there: SIGTERM, after two seconds SIGKILL. Answers, when none of it is there any
 * more or after three more seconds, what could not be ended, e.g. because it belongs to another user by now.
 */
export async function endMembers(
  marks: RunMarks,
  { onSeen, hurry }: EndMembersOptions = {},
): Promise<readonly PortOwner[]> {
  const beganMs = performance.now();
  const asked = new Set<string>();
  for (;;) {
    const members = await membersOfRun(marks);
    onSeen?.(members);
    if (members.length === 0) return [];
    const waitedMs = performance.now() - beganMs;
    if (waitedMs > GRACE_MS + KILL_LIMIT_MS) return namesOf(members);
    for (const member of members) {
      if (waitedMs > GRACE_MS || hurry?.aborted === true) signalMember(member, 'SIGKILL');
      // Each is asked once. What is started meanwhile is asked too.
      else if (!asked.has(keyOf(member))) signalMember(member, 'SIGTERM', 'SIGCONT');
      asked.add(keyOf(member));
    }
    await wait(LOOK_EVERY_MS);
  }
}

const keyOf = ({ pid, startedAt }: ProcessIdentity): string => `${String(pid)} ${startedAt}`;
