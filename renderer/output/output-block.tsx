import { memo } from 'react';
import type { OutputBlock } from '../store/output';
import { OutputLineView } from './output-line';
import styles from './output.module.css';

/** A hundred lines. An unchanged block is not drawn again, and one off screen is not laid out. */
export const Block = memo(function Block({ block: { lines } }: { readonly block: OutputBlock }) {
  return (
    <div className={styles.block} style={{ containIntrinsicBlockSize: `auto ${lines.length * 1.125}rem` }}>
      {lines.map((line) => (
        <OutputLineView key={line.sequence} kind={line.kind} text={line.text} />
      ))}
    </div>
  );
});
