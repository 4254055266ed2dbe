/** What a start would find right now, at each of its points. Changes nothing, so that anybody may ask at any time. */
import type { Finding } from '../../shared/incident';
import type { Instance } from '../../shared/instance';
import { START_POINTS, type PointOutcome, type StartCheck, type StartPoint } from '../../shared/start-check';
import {
  couldNotLook,
  holdsItsPort,
  onlyOwnAddress,
  systemTellsNoOwner,
  tookTooLong,
} from '../../shared/words/start-check-words';
import { lookAtData, type DataLookParts } from './look-at-data';
import { LOOKS } from './look-before-start';
import { portProblem, type PreflightParts } from './preflight';

/** A drive that has gone answers nothing at all. */
const LIMIT_MS = 10_000;

export interface CheckStartParts
  extends DataLookParts, Pick<PreflightParts, 'versions' | 'otherInstances' | 'isKnownOperation'> {
  readonly now: () => Date;
  readonly limitMs?: number;
}

const notChecked = (why: string): PointOutcome => ({ outcome: 'not-checked', why });
const outcomeOf = (problem: Finding | null): PointOutcome =>
  problem === null ? { outcome: 'passed' } : { outcome: 'failed', ...problem };

export async function checkStart(instance: Instance, parts: CheckStartParts): Promise<StartCheck> {
  const { versions, otherInstances, isKnownOperation, limitMs = LIMIT_MS } = parts;
  const { folder, version } = instance;
  const limit = AbortSignal.timeout(limitMs);
  const isOver = new Promise<PointOutcome>((resolve) => {
    limit.addEventListener('abort', () => resolve(notChecked(tookTooLong(limitMs))), { once: true });
  });
  const look = (find: () => Promise<PointOutcome>): Promise<PointOutcome> =>
    Promise.race([find().catch((error: unknown) => notChecked(couldNotLook((error as Error).message))), isOver]);
  const lookAt = (point: keyof typeof LOOKS): Promise<PointOutcome> =>
    look(async () => {
      const executable = (await versions.find(version))?.executable;
      return outcomeOf(await LOOKS[point]({ folder, version, executable, otherInstances, isKnownOperation }));
    });
  const [data, owner] = await Promise.all([lookAt('data'), lookAt('owner')]);
  const examined = lookAtData(instance, { data, owner }, parts, limit);
  const outcomes: Readonly<Record<StartPoint, Promise<PointOutcome> | PointOutcome>> = {
    version: lookAt('version'),
    port: look(() => portOutcome(instance, parts, limit)),
    data,
    damage: look(async () => (await examined).damage),
    operation: lookAt('operation'),
    owner: ownerOutcome(owner),
    space: lookAt('space'),
    secrets: look(async () => (await examined).secrets),
    limits: lookAt('limits'),
    code: look(async () => (await examined).code),
  };
  const points = await Promise.all(START_POINTS.map(async (point) => ({ point, ...(await outcomes[point]) })));
  return { at: parts.now().toISOString(), points };
}

/** Nobody found means nothing where the system does not tell. */
const ownerOutcome = (found: PointOutcome): PointOutcome =>
  found.outcome === 'passed' && process.platform === 'win32' ? notChecked(systemTellsNoOwner) : found;

/** What Basekeeper itself answers on in maintenance, a start gets back. */
async function portOutcome(
  { port, launchOptions: { networkAccess }, maintenanceAnswer, intent }: Instance,
  { otherInstances }: CheckStartParts,
  signal: AbortSignal,
): Promise<PointOutcome> {
  if (maintenanceAnswer.kind === 'answering') {
    return networkAccess === 'network' ? notChecked(onlyOwnAddress(port)) : { outcome: 'passed' };
  }
  if (maintenanceAnswer.kind === 'none' && intent.maintenance !== null) return notChecked(holdsItsPort);
  return outcomeOf(await portProblem(port, networkAccess, otherInstances, signal));
}
