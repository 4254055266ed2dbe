import { memo } from 'react';
import type { OutputLine } from '../../shared/output';
import type { OutputBlock } from '../store/output';
import { matches, piecesOf } from './find';
import styles from './output.module.css';

interface BlockProps {
  readonly block: OutputBlock;
  /** What is looked for, in lower case; empty shows everything. */
  readonly wanted: string;
}

/** A hundred lines. An unchanged block is not drawn again, and one off screen is not laid out. */
export const Block = memo(function Block({ block, wanted }: BlockProps) {
  const lines = wanted === '' ? block.lines : block.lines.filter(matches(wanted));
  if (lines.length === 0) return null;
  return (
    <div className={styles.block} style={{ containIntrinsicBlockSize: `auto ${lines.length * 1.125}rem` }}>
      {lines.map((line) => (
        <Line key={line.sequence} line={line} wanted={wanted} />
      ))}
    </div>
  );
});

interface LineProps {
  readonly line: OutputLine;
  readonly wanted: string;
}

/** Text nodes only: nothing an instance writes is ever read as markup. */
const Line = memo(function Line({ line, wanted }: LineProps) {
  if (line.kind === 'mark') return <div className={styles.mark}>{line.text}</div>;
  return (
    <div className={styles.line}>
      {piecesOf(line.text, wanted).map(({ text, found }, index) => (found ? <mark key={index}>{text}</mark> : text))}
    </div>
  );
});
