import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../shared/errors';
import type { InstanceId } from '../../shared/ids';
import type { OutputFound } from '../../shared/output';
import { bridge } from '../store/bridge';

/** Between two keys nothing is asked. */
const TYPING_MS = 150;

export interface Search {
  /** What is looked for, without spaces around it; empty: nothing. */
  readonly wanted: string;
  /** Null until the answer is there. */
  readonly found: OutputFound | null;
  readonly error: AppError | null;
  /** The newest line there was when everything was looked through. */
  readonly lastSequence: number;
  /** To the next match, round and round. */
  readonly step: (backwards: boolean) => void;
  /** Looks through what has been written since, too. */
  readonly again: () => void;
}

interface Answer {
  readonly key: string;
  readonly found: OutputFound | null;
  readonly error: AppError | null;
  readonly lastSequence: number;
}

interface Question {
  readonly key: string;
  readonly instanceId: InstanceId;
  readonly text: string;
  readonly match?: number;
  readonly onlyMatches: boolean;
  readonly anew: boolean;
  readonly lastSequence: number;
}

/** Looks through everything that is kept; answers to earlier questions are dropped. */
export function useSearch(instanceId: InstanceId, text: string, onlyMatches: boolean, newest: () => number): Search {
  const wanted = text.trim();
  const key = JSON.stringify([instanceId, wanted]);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const asked = useRef(0);
  const shown = useRef<Answer | null>(null);

  const ask = useCallback(async ({ key: about, lastSequence, ...wish }: Question): Promise<void> => {
    const question = (asked.current += 1);
    const result = await bridge.call('search-output', wish);
    if (question !== asked.current) return;
    shown.current = {
      key: about,
      found: result.ok ? result.value : null,
      error: result.ok ? null : result.error,
      lastSequence,
    };
    setAnswer(shown.current);
  }, []);

  useEffect(() => {
    // What is on its way is about something else.
    asked.current += 1;
    if (wanted === '') return undefined;
    const last = shown.current?.key === key ? shown.current : null;
    const match = last?.found?.match ?? null;
    const timer = setTimeout(
      () => {
        const question = { key, instanceId, text: wanted, onlyMatches };
        // Another way of showing the same stays at the match.
        if (last !== null && match !== null)
          void ask({ ...question, match, anew: false, lastSequence: last.lastSequence });
        else void ask({ ...question, anew: true, lastSequence: newest() });
      },
      last === null ? TYPING_MS : 0,
    );
    return () => {
      clearTimeout(timer);
    };
  }, [key, instanceId, wanted, onlyMatches, newest, ask]);

  const current = wanted !== '' && answer?.key === key ? answer : null;
  const question = { key, instanceId, text: wanted, onlyMatches };
  return {
    wanted,
    found: current?.found ?? null,
    error: current?.error ?? null,
    lastSequence: current?.lastSequence ?? 0,
    step: (backwards) => {
      const { match, matches } = current?.found ?? { match: null, matches: 0 };
      if (current === null || match === null) return;
      const next = match + (backwards ? -1 : 1);
      const round = next < 1 ? matches : next > matches ? 1 : next;
      void ask({ ...question, match: round, anew: false, lastSequence: current.lastSequence });
    },
    again: () => void ask({ ...question, anew: true, lastSequence: newest() }),
  };
}
