import type { Result } from '../../shared/result';
import type { Supervisor } from './supervisor';

/** Ends maintenance and starts it, this once without its hooks; every later start has them again. */
export function startWithoutHooks(supervisor: Supervisor): Result<undefined> {
  supervisor.leavesHooksOut = true;
  const left = supervisor.send({ type: 'leave-maintenance' });
  const isToStart = left.ok && supervisor.instance.state.kind === 'stopped';
  const started = isToStart ? supervisor.send({ type: 'start' }) : left;
  if (!started.ok) supervisor.leavesHooksOut = false;
  return started;
}
