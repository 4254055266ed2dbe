import type { PortOwner } from '../../shared/errors';
import { endMembers } from './end-members';
import type { ProcessIdentity } from './process-identity';
import { membersOfRun, signalMember } from './run-members';
import { signalProcess } from './signals';
import { interruptConsole } from './windows-processes';

/** All processes of one run: its first one, and what hooks and migrations have started. */
export class RunGroup {
  readonly #leader: ProcessIdentity;
  readonly #runId: string;
  readonly #hurry = new AbortController();
  /** As they were seen last; also those that have left the group. */
  #members: readonly ProcessIdentity[] = [];
  #isLeaderGone = false;

  constructor(leader: ProcessIdentity, runId: string) {
    this.#leader = leader;
    this.#runId = runId;
  }

  /** SIGTERM, then SIGCONT so that frozen ones hear it; Ctrl+Break on Windows. Only while the first process lives. */
  terminate(): void {
    if (process.platform === 'win32') {
      void this.#interrupt();
      return;
    }
    this.#signalGroup('SIGTERM', 'SIGCONT');
    const marks = { leader: this.#leader, runId: this.#runId, isGroupOurs: true };
    // What cannot be looked for now is looked for again when the first process has gone.
    membersOfRun(marks).then(
      (members) => {
        this.#members = members;
        if (this.#hurry.signal.aborted) this.#killSeen();
      },
      () => undefined,
    );
  }

  kill(isLeaderThere: boolean): void {
    this.#hurry.abort();
    if (isLeaderThere) this.#signalGroup('SIGKILL');
    this.#killSeen();
  }

  /** The first process has gone: ends what is left of the others, and answers what could not be ended. */
  async endRest(isGroupOurs: boolean): Promise<readonly PortOwner[]> {
    this.#isLeaderGone = true;
    const marks = { leader: this.#leader, runId: this.#runId, isGroupOurs };
    const onSeen = (members: readonly ProcessIdentity[]): void => void (this.#members = members);
    try {
      return await endMembers(marks, { onSeen, hurry: this.#hurry.signal });
    } catch {
      // Nothing can be looked at, e.g. because no descriptor is left. The group is ended all the same.
      if (isGroupOurs) this.#signalGroup('SIGKILL');
      return [];
    }
  }

  /** Windows knows no SIGTERM. What cannot be asked is ended: it would not do more with the time it is given. */
  async #interrupt(): Promise<void> {
    const asked = await interruptConsole(this.#leader.pid);
    if (!asked && !this.#isLeaderGone) signalProcess(this.#leader.pid, 'SIGTERM');
  }

  #signalGroup(...names: readonly NodeJS.Signals[]): void {
    const { pid } = this.#leader;
    if (process.platform === 'win32') signalProcess(pid, names[0] ?? 'SIGKILL');
    else for (const name of names) signalProcess(-pid, name);
  }

  #killSeen(): void {
    for (const member of this.#members) signalMember(member, 'SIGKILL');
  }
}
