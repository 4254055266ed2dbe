import type { RefObject } from 'react';
import type { OutputBlock } from '../store/output';
import { Block } from './output-block';
import styles from './output.module.css';

interface TailProps {
  readonly content: RefObject<HTMLDivElement | null>;
  readonly blocks: readonly OutputBlock[];
  /** Nothing has been written, for certain. */
  readonly isEmpty: boolean;
}

/** The newest lines. */
export function Tail({ content, blocks, isEmpty }: TailProps) {
  return (
    <>
      <div ref={content}>
        {blocks.map((block) => (
          <Block key={block.index} block={block} />
        ))}
      </div>
      {isEmpty && <p className={styles.nothing}>Nothing has been written yet.</p>}
    </>
  );
}
