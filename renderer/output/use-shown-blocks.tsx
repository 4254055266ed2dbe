import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '../components/button';
import { BLOCK_ROWS, blockOf } from './kept-pages';
import type { Target } from './output-list';
import styles from './output.module.css';

/** No element of a page can be higher, in points of the screen (33,554,431), and lines that are wrapped come on top. */
const HIGHEST_POINTS = 30_000_000;
const BLOCK_PX = BLOCK_ROWS * 18;

interface ShownBlocks {
  readonly first: number;
  readonly count: number;
  /** The way to those that are not among them. */
  readonly older: ReactNode;
  readonly newer: ReactNode;
}

/**
 * Of very many blocks as many as a page can be high: the newest, until others are asked for. That is 1.6 million lines,
 * and half of them on a screen with twice as many points.
 */
export function useShownBlocks(
  all: { readonly first: number; readonly count: number },
  target: Target | null,
  following: boolean,
): ShownBlocks {
  const most = Math.max(2, Math.floor(HIGHEST_POINTS / window.devicePixelRatio / BLOCK_PX));
  const [end, setEnd] = useState<number | null>(null);
  const [jump, setJump] = useState(0);
  const last = all.first + all.count;
  const shownEnd = Math.min(last, end ?? last);
  const first = Math.max(all.first, shownEnd - most);
  const isNew = target !== null && target.jump !== jump;
  const isOutside = isNew && (blockOf(target.row) < first || blockOf(target.row) >= shownEnd);
  if (isNew) setJump(target.jump);
  if (isOutside) setEnd(Math.min(last, blockOf(target.row) + Math.ceil(most / 2)));
  else if (following && end !== null && end >= last) setEnd(null);
  const go = (to: number): void => {
    setEnd(to >= last ? null : Math.max(to, all.first + most));
  };
  return {
    first,
    count: shownEnd - first,
    older: first > all.first && (
      <Button icon={ArrowUp} className={styles.more} onClick={() => go(first + Math.ceil(most / 2))}>
        Show older lines
      </Button>
    ),
    newer: shownEnd < last && (
      <Button icon={ArrowDown} className={styles.more} onClick={() => go(shownEnd + Math.floor(most / 2))}>
        Show newer lines
      </Button>
    ),
  };
}
