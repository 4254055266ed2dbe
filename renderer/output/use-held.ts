import { useState } from 'react';
import type { InstanceId } from '../../shared/ids';
import type { OutputBlock } from '../store/output';

/** What is shown of the output, and how much there was of it then. */
export interface Shown {
  readonly instanceId: InstanceId;
  readonly blocks: readonly OutputBlock[];
  /** Null while it is not known. */
  readonly kept: number | null;
}

/** While a person reads further up, what they read stays, whatever is written meanwhile. */
export function useHeld(live: Shown, following: boolean): Shown {
  const [held, setHeld] = useState<Shown | null>(null);
  const isHeld = !following && held?.instanceId === live.instanceId;
  if (following && held !== null) setHeld(null);
  if (!following && !isHeld) setHeld(live);
  return isHeld ? held : live;
}

export const newestOf = (blocks: readonly OutputBlock[]): number => blocks.at(-1)?.lines.at(-1)?.sequence ?? 0;

/** Lines since then. Of a flood not every line comes to the window, and not every one is counted at once: the larger number is true. */
export function newSince(before: { readonly sequence: number; readonly kept: number | null }, now: Shown): number {
  const counted = before.kept === null || now.kept === null ? 0 : now.kept - before.kept;
  return Math.max(newestOf(now.blocks) - before.sequence, counted);
}
