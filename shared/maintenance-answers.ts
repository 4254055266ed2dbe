import { displayStatus, isAlive } from './display-status';
import type { InstanceId } from './ids';
import type { Instance } from './instance';
import type { MaintenanceAnswer, PortAnswer } from './maintenance-answer';
import type { NetworkAccess } from './launch-options';
import { endOf } from './timed-maintenance';

/** What is told to whom: the instance whose maintenance is answered on a port. */
export interface AnsweredPort {
  readonly port: number;
  readonly instanceId: InstanceId;
  readonly name: string;
  readonly version: string;
  readonly networkAccess: NetworkAccess;
  /** ISO 8601: when maintenance ends by itself; null: not known. */
  readonly until: string | null;
}

/**
 * The ports to answer 503 on: those of instances in maintenance, as long as no instance with the same port is on its way
 * or serving. Of several in maintenance on one port the first to have entered it is answered for.
 */
export function portsToAnswer(instances: readonly Instance[]): readonly AnsweredPort[] {
  const alive = new Set(instances.filter(isAlive).map(({ port }) => port));
  const first = new Map<number, { readonly since: string; readonly answered: AnsweredPort }>();
  for (const instance of instances) {
    const { port, id, name, version, answerInMaintenance, launchOptions, intent } = instance;
    const status = displayStatus(instance);
    if (status.kind !== 'maintenance' || !answerInMaintenance || alive.has(port)) continue;
    const { since } = status;
    const earlier = first.get(port);
    if (earlier === undefined || since < earlier.since) {
      first.set(port, {
        since,
        answered: {
          port,
          instanceId: id,
          name,
          version,
          networkAccess: launchOptions.networkAccess,
          // An instance that is not meant to run is not back then.
          until: intent.shouldRun ? endOf(intent.maintenance) : null,
        },
      });
    }
  }
  return [...first.values()].map(({ answered }) => answered);
}

/**
 * True while a start is being checked and no process exists yet: who answers on its port may go on until the start asks
 * for the port, so that clients are refused no longer than they have to be.
 */
export function mayKeepAnswering(instances: readonly Instance[], port: number): boolean {
  const alive = instances.filter((instance) => instance.port === port && isAlive(instance));
  return alive.length > 0 && alive.every(isBeingChecked);
}

const isBeingChecked = ({ state }: Instance): boolean => state.kind === 'starting' && state.pid === null;

/** What requests to this instance meet, given what became of each port that is answered on. */
export function maintenanceAnswerOf(
  instance: Instance,
  instances: readonly Instance[],
  answers: ReadonlyMap<number, PortAnswer>,
): MaintenanceAnswer {
  const hasProcess = isAlive(instance) && !isBeingChecked(instance);
  if (hasProcess) return { kind: 'none' };
  const answer = answers.get(instance.port);
  if (answer !== undefined) return answer;
  const other = instances.find((one) => one.id !== instance.id && one.port === instance.port && isAlive(one));
  if (other !== undefined) return { kind: 'other-instance', name: other.name };
  const isRefused = displayStatus(instance).kind === 'maintenance' && !instance.answerInMaintenance;
  return { kind: isRefused ? 'refused' : 'none' };
}
