import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../shared/errors';
import type { InstanceId } from '../../shared/ids';
import type { OutputFilter, OutputFound } from '../../shared/output';
import { bridge } from '../store/bridge';

/** Between two keys nothing is asked. */
const TYPING_MS = 150;
/** While lines arrive, the matches are counted no more often. */
const AGAIN_MS = 500;

export interface Search {
  /** What is looked for, without spaces around it; empty: nothing. */
  readonly wanted: string;
  /** Null until the answer is there. */
  readonly found: OutputFound | null;
  readonly error: AppError | null;
  /** To the next match, round and round. */
  readonly step: (backwards: boolean) => void;
}

interface Answer {
  readonly key: string;
  readonly found: OutputFound | null;
  readonly error: AppError | null;
}

interface Question {
  readonly key: string;
  readonly instanceId: InstanceId;
  readonly filter: OutputFilter;
  readonly text: string;
  readonly match?: number;
}

/** Looks through everything that is kept, and again when more has come; answers to earlier questions are dropped. */
export function useSearch(
  instanceId: InstanceId,
  text: string,
  filter: OutputFilter,
  endRow: number,
  /** A match was gone to; what is only counted again moves nothing. */
  onJump: (row: number) => void,
): Search {
  const wanted = text.trim();
  const key = JSON.stringify([instanceId, wanted, filter]);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const asked = useRef(0);
  const shown = useRef<Answer | null>(null);
  const countedAt = useRef(0);

  const ask = useCallback(
    async ({ key: about, ...wish }: Question, goesThere: boolean): Promise<void> => {
      const question = (asked.current += 1);
      countedAt.current = Date.now();
      const result = await bridge.call('search-output', wish);
      if (question !== asked.current) return;
      shown.current = {
        key: about,
        found: result.ok ? result.value : null,
        error: result.ok ? null : result.error,
      };
      setAnswer(shown.current);
      const row = shown.current.found?.line?.row;
      if (goesThere && row !== undefined) onJump(row);
    },
    [onJump],
  );

  useEffect(() => {
    // What is on its way is about something else.
    asked.current += 1;
    if (wanted === '') return undefined;
    const timer = setTimeout(() => {
      const [, , about] = JSON.parse(key) as [string, string, OutputFilter];
      void ask({ key, instanceId, text: wanted, filter: about }, true);
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [key, instanceId, wanted, ask]);

  useEffect(() => {
    const last = shown.current;
    if (wanted === '' || last?.key !== key) return undefined;
    const timer = setTimeout(
      () => {
        const match = last.found?.match ?? null;
        const [, , about] = JSON.parse(key) as [string, string, OutputFilter];
        const question = { key, instanceId, text: wanted, filter: about };
        void ask(match === null ? question : { ...question, match }, match === null);
      },
      Math.max(0, AGAIN_MS - (Date.now() - countedAt.current)),
    );
    return () => {
      clearTimeout(timer);
    };
  }, [endRow, key, instanceId, wanted, ask]);

  const current = wanted !== '' && answer?.key === key ? answer : null;
  return {
    wanted,
    found: current?.found ?? null,
    error: current?.error ?? null,
    step: (backwards) => {
      const { match, matches } = current?.found ?? { match: null, matches: 0 };
      if (current === null || match === null) return;
      const next = match + (backwards ? -1 : 1);
      const round = next < 1 ? matches : next > matches ? 1 : next;
      void ask({ key, instanceId, text: wanted, filter, match: round }, true);
    },
  };
}
