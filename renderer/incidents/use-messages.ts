import { useEffect, useState } from 'react';
import type { AppError } from '../../shared/errors';
import { isUnderway } from '../../shared/operation';
import type { Message, MessageFilter } from '../../shared/messages';
import { bridge } from '../store/bridge';
import { useAppState } from '../store/store';

interface Messages {
  /** The last answer stays while another is asked for; null before the first. */
  readonly messages: readonly Message[] | null;
  readonly problem: AppError | null;
}

/** Asked again whenever an instance changes or a task has ended: from these the journals are made. */
export function useMessages({ instanceId, kind }: MessageFilter): Messages {
  const [answer, setAnswer] = useState<Messages>({ messages: null, problem: null });
  const instances = useAppState((state) => state.instances);
  const ended = useAppState(({ operations }) => operations.filter((one) => !isUnderway(one)).length);
  useEffect(() => {
    let asked = true;
    void bridge.call('get-messages', { instanceId, kind }).then((result) => {
      if (!asked) return;
      setAnswer(({ messages }) =>
        result.ok ? { messages: result.value, problem: null } : { messages, problem: result.error },
      );
    });
    return () => {
      asked = false;
    };
  }, [instanceId, kind, instances, ended]);
  return answer;
}
