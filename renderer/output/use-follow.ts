import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** So close to the end counts as being there. */
const END_PX = 12;

export interface Follow {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly following: boolean;
  readonly follow: () => void;
  /** Something else than the end is to be seen. */
  readonly leave: () => void;
  readonly onScroll: () => void;
}

/** Keeps the end in sight until a person scrolls up, and again once they are back at the end. */
export function useFollow(...changes: readonly unknown[]): Follow {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const [following, setFollowing] = useState(true);
  const isFollowing = useRef(true);

  const toEnd = useCallback(() => {
    const element = scroller.current;
    if (element === null || !isFollowing.current) return;
    element.scrollTop = element.scrollHeight;
    lastTop.current = element.scrollTop;
  }, []);

  const set = useCallback((value: boolean) => {
    isFollowing.current = value;
    setFollowing(value);
  }, []);

  // The caller names what makes the content longer or shorter.
  useLayoutEffect(toEnd, [toEnd, ...changes]);

  // Blocks get their real height only when they come into sight, and a resized window wraps differently.
  useEffect(() => {
    const observer = new ResizeObserver(toEnd);
    if (content.current !== null) observer.observe(content.current);
    if (scroller.current !== null) observer.observe(scroller.current);
    return () => {
      observer.disconnect();
    };
  }, [toEnd]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    if (scrollHeight - scrollTop - clientHeight <= END_PX) set(true);
    // Only a movement upwards is a person's; more lines below are not.
    else if (scrollTop < lastTop.current - 1) set(false);
    lastTop.current = scrollTop;
  }, [set]);

  const follow = useCallback(() => {
    set(true);
    toEnd();
  }, [set, toEnd]);

  const leave = useCallback(() => {
    set(false);
  }, [set]);

  return { scroller, content, following, follow, leave, onScroll };
}
