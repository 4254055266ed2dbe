import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import { BLOCK_ROWS, blockOf, blockRange, rowsIn, type Pages } from './kept-pages';
import { Block } from './output-block';
import styles from './output.module.css';
import type { Follow } from './use-follow';
import { useShownBlocks } from './use-shown-blocks';

/** A line that is not wrapped, as in the style sheet. */
export const ROW_PX = 18;

/** A row that is to be brought into the middle, once for each number. */
export interface Target {
  readonly row: number;
  readonly jump: number;
}

interface OutputListProps {
  readonly pages: Pages;
  readonly want: (blocks: readonly number[]) => void;
  readonly follow: Follow;
  readonly target: Target | null;
  readonly wrap: boolean;
  /** In lower case. */
  readonly wanted: string;
  readonly currentRow: number | null;
  /** Instead of lines, where there are none. */
  readonly nothing: string | null;
}

/** All lines there are, of which only those in sight are drawn and held. */
export function OutputList(props: OutputListProps) {
  const { pages, want, follow, target, wrap, wanted, currentRow, nothing } = props;
  const { scroller, content } = follow;
  const { first, count, older, newer } = useShownBlocks(blockRange(pages), target, follow.following);
  // eslint-disable-next-line react-hooks/incompatible-library -- the compiler that would remember its answers is not in use
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => Math.max(1, rowsIn(first + index, pages)) * ROW_PX,
    getItemKey: (index) => first + index,
    overscan: 1,
    // What is read stays where it is when the oldest lines go, and when those above it turn out to be higher.
    anchorTo: 'end',
  });
  const items = virtualizer.getVirtualItems();
  const { view, place } = useSteadyView(scroller, items[0]?.start ?? 0);
  const from = first + (items[0]?.index ?? 0);
  const to = first + (items.at(-1)?.index ?? -1);
  const { endRow, blocks, runs } = pages;

  useEffect(() => {
    want(Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index));
  }, [want, from, to, endRow, blocks]);
  // Another width wraps differently.
  useEffect(() => {
    virtualizer.measure();
  }, [virtualizer, wrap]);
  useTarget(scroller, target, (row) => {
    const index = blockOf(row) - first;
    const [start] = virtualizer.getOffsetForIndex(index, 'start') ?? [0];
    return start + (row - Math.max(pages.firstRow, blockOf(row) * BLOCK_ROWS)) * ROW_PX;
  });

  return (
    <div
      ref={scroller}
      role="log"
      aria-label="Output"
      aria-live={follow.following && wanted === '' ? 'polite' : 'off'}
      tabIndex={0}
      className={styles.log}
      data-wrap={wrap ? '' : undefined}
      onScroll={() => {
        place();
        follow.onScroll();
      }}
      onKeyDown={(event) => {
        scrollByKey(event, follow);
      }}
    >
      {older}
      <div ref={content} className={styles.content} style={{ height: virtualizer.getTotalSize() }}>
        <div className={styles.view} style={{ height: virtualizer.scrollRect?.height }}>
          <div ref={view}>
            {items.map(({ key, index }) => {
              const lines = blocks.get(first + index) ?? [];
              const missing = rowsIn(first + index, pages) - lines.length;
              return (
                <div key={key} ref={virtualizer.measureElement} data-index={index}>
                  <Block
                    lines={lines}
                    runs={runs}
                    wanted={wanted}
                    currentRow={currentRow !== null && blockOf(currentRow) === first + index ? currentRow : null}
                    isLast={lines.at(-1)?.row === endRow - 1}
                  />
                  {missing > 0 && <div style={{ height: missing * ROW_PX }} />}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {newer}
      {nothing !== null && <p className={styles.nothing}>{nothing}</p>}
    </div>
  );
}

/**
 * What is in sight stays in the same place of the page, and is moved within it: drawn at millions of points below the top
 * of a page, lines lose their sharpness.
 */
function useSteadyView(
  scroller: RefObject<HTMLDivElement | null>,
  start: number,
): { readonly view: RefObject<HTMLDivElement | null>; readonly place: () => void } {
  const view = useRef<HTMLDivElement>(null);
  const place = (): void => {
    const top = start - (scroller.current?.scrollTop ?? 0);
    view.current?.style.setProperty('transform', `translateY(${String(top)}px)`);
  };
  useLayoutEffect(place);
  return { view, place };
}

/** The other keys are the browser's. */
function scrollByKey(event: KeyboardEvent<HTMLDivElement>, { follow, leave }: Follow): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.key === 'Home') {
    leave();
    event.currentTarget.scrollTo({ top: 0 });
  } else if (event.key === 'End') follow();
  else return;
  event.preventDefault();
}

/** Brings a row into the middle: first where it should be, then, as soon as it is drawn, where it is. */
function useTarget(
  scroller: RefObject<HTMLDivElement | null>,
  target: Target | null,
  placeOf: (row: number) => number,
): void {
  const reached = useRef(0);
  const tried = useRef(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (target === null || element === null || reached.current === target.jump) return;
    const { row, jump } = target;
    if (center(element, row)) {
      reached.current = jump;
      // Once more when what is around it has its real height.
      requestAnimationFrame(() => center(element, row));
      return;
    }
    if (tried.current === jump) return;
    tried.current = jump;
    element.scrollTo({ top: placeOf(row) - element.clientHeight / 2 });
  });
}

function center(scroller: HTMLDivElement, row: number): boolean {
  const line = scroller.querySelector<HTMLElement>(`[data-row="${String(row)}"]`);
  if (line === null) return false;
  const offset = line.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  // Not `scrollIntoView`: the page itself stays where it is.
  scroller.scrollBy({ top: offset - (scroller.clientHeight - line.clientHeight) / 2 });
  return true;
}
