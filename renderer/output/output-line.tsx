import { memo } from 'react';
import type { OutputLine } from '../../shared/output';
import { piecesOf } from './find';
import styles from './output.module.css';

interface LineProps extends Pick<OutputLine, 'kind' | 'text'> {
  /** What is marked in it, in lower case. */
  readonly wanted?: string;
  /** It is the match on which the search stands. */
  readonly current?: boolean;
}

/** Text nodes only: nothing an instance writes is ever read as markup. */
export const OutputLineView = memo(function OutputLineView({ kind, text, wanted = '', current = false }: LineProps) {
  if (kind === 'mark') return <div className={styles.mark}>{text}</div>;
  return (
    <div className={styles.line} data-current={current ? '' : undefined}>
      {piecesOf(text, wanted).map((piece, index) => (piece.found ? <mark key={index}>{piece.text}</mark> : piece.text))}
    </div>
  );
});
