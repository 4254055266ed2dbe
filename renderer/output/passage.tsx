import { useLayoutEffect, useRef } from 'react';
import type { OutputFound } from '../../shared/output';
import { foundInWords } from '../../shared/words/output-words';
import { OutputLineView } from './output-line';
import styles from './output.module.css';

interface PassageProps {
  readonly found: OutputFound;
  readonly wanted: string;
}

/** The lines around a match, or the matches around it, with that one in the middle. */
export function Passage({ found, wanted }: PassageProps) {
  const content = useRef<HTMLDivElement>(null);
  const { match, passage } = found;
  useLayoutEffect(() => {
    const line = content.current?.querySelector<HTMLElement>('[data-current]');
    const scroller = content.current?.parentElement;
    if (line == null || scroller == null) return;
    // Not `scrollIntoView`: the page itself stays where it is.
    const offset = line.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    scroller.scrollTop += offset - (scroller.clientHeight - line.clientHeight) / 2;
  }, [found]);
  const note = foundInWords(wanted, found);
  return (
    <>
      {note !== null && <p className={styles.nothing}>{note}</p>}
      <div ref={content}>
        {passage.map((line) => (
          <OutputLineView
            key={`${line.kind} ${String(line.line)}`}
            kind={line.kind}
            text={line.text}
            wanted={line.match === null ? '' : wanted.toLowerCase()}
            current={line.match !== null && line.match === match}
          />
        ))}
      </div>
    </>
  );
}
