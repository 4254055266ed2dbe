import { memo } from 'react';
import type { KeptLine, TextStyle } from '../../shared/output';
import styles from './output.module.css';
import { piecesOf } from './pieces';

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const EXACT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

interface RowProps {
  readonly line: KeptLine;
  /** What is marked in it, in lower case. */
  readonly wanted: string;
  /** It is the match on which the search stands. */
  readonly current: boolean;
}

/** Text nodes only: nothing an instance writes is ever read as markup. */
export const OutputRow = memo(function OutputRow({ line, wanted, current }: RowProps) {
  const { row, text, level, atMs } = line;
  return (
    <div className={styles.row} data-row={row} data-level={level ?? undefined} data-current={current ? '' : undefined}>
      {atMs === null ? (
        <span className={styles.time} title="Written before Basekeeper kept the time of each line" />
      ) : (
        <time className={styles.time} dateTime={new Date(atMs).toISOString()} title={exactly(atMs)}>
          {CLOCK.format(atMs)}
        </time>
      )}
      <span className={styles.text}>
        {piecesOf(text, wanted, line.styles).map((piece, index) => (
          <Stretch key={index} {...piece} />
        ))}
      </span>
    </div>
  );
});

const exactly = (atMs: number): string => `${EXACT.format(atMs)}.${String(atMs % 1000).padStart(3, '0')}`;

interface StretchProps {
  readonly text: string;
  readonly found: boolean;
  readonly style: TextStyle | null;
}

function Stretch({ text, found, style }: StretchProps) {
  if (style === null) return found ? <mark>{text}</mark> : text;
  const { colour, bold, dim, italic, underline } = style;
  const marks = Object.entries({ bold, dim, italic, underline }).flatMap(([name, on]) => (on ? [name] : []));
  return (
    <span className={styles.styled} data-colour={colour ?? undefined} data-marks={marks.join(' ')}>
      {found ? <mark>{text}</mark> : text}
    </span>
  );
}
