import type { InstanceId } from '../../shared/ids';
import { useAnswer } from '../store/use-answer';

/** What is in the folder of an instance and does not belong to it. None until that is known; main asks again anyway. */
export function useOthers(instanceId: InstanceId): readonly string[] {
  const answer = useAnswer('look-into-folder', { instanceId });
  return answer.kind === 'answered' ? answer.value.others : [];
}
