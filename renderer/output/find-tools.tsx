import { ChevronDown, ChevronUp, ListFilter, RefreshCw } from 'lucide-react';
import { WANTED_MAX_LENGTH } from '../../shared/output';
import { matchInWords, newLinesInWords } from '../../shared/words/output-words';
import { TARGETS } from '../components/focus';
import { Button, IconButton } from '../components/button';
import { SearchField } from '../components/search-field';
import styles from './output.module.css';
import type { Search } from './use-search';

interface FindToolsProps {
  readonly find: string;
  readonly setFind: (find: string) => void;
  readonly search: Search;
  /** Lines that were written after everything was looked through. */
  readonly newLines: number;
  readonly onlyMatches: boolean;
  readonly setOnlyMatches: (only: boolean) => void;
}

/** What is looked for, how often it was found, and the way from one match to the next. */
export function FindTools({ find, setFind, search, newLines, onlyMatches, setOnlyMatches }: FindToolsProps) {
  const { wanted, found, error, step, again } = search;
  const line = found?.passage.find(({ match }) => match !== null && match === found.match);
  return (
    <>
      <SearchField
        id={TARGETS.findInOutput}
        label="Find in output"
        className={styles.find}
        landmark={false}
        value={find}
        onChange={setFind}
        onEnter={step}
        maxLength={WANTED_MAX_LENGTH}
      />
      <span className={styles.found} aria-live="polite">
        {found !== null && matchInWords(found)}
        {found === null && error === null && wanted !== '' && <span className={styles.late}>Searching…</span>}
        {line !== undefined && <span className="visually-hidden">: {line.text}</span>}
      </span>
      {found !== null && found.match !== null && (
        <span className={styles.steps}>
          <IconButton icon={ChevronUp} label="Previous match" onClick={() => step(true)} />
          <IconButton icon={ChevronDown} label="Next match" onClick={() => step(false)} />
          <IconButton
            icon={ListFilter}
            label="Show matching lines only"
            aria-pressed={onlyMatches}
            onClick={() => setOnlyMatches(!onlyMatches)}
          />
        </span>
      )}
      {(found !== null || error !== null) && newLines > 0 && (
        <Button icon={RefreshCw} variant="quiet" onClick={again}>
          {newLinesInWords(newLines)}: search again
        </Button>
      )}
    </>
  );
}
