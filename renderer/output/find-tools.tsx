import { ChevronDown, ChevronUp, ListFilter } from 'lucide-react';
import { WANTED_MAX_LENGTH } from '../../shared/output';
import { matchInWords } from '../../shared/words/output-words';
import { TARGETS } from '../components/focus';
import { IconButton } from '../components/button';
import { SearchField } from '../components/search-field';
import styles from './output.module.css';
import type { Search } from './use-search';

interface FindToolsProps {
  readonly find: string;
  readonly setFind: (find: string) => void;
  readonly search: Search;
  readonly onlyMatches: boolean;
  readonly setOnlyMatches: (only: boolean) => void;
}

/** What is looked for, how often it was found, and the way from one match to the next. */
export function FindTools({ find, setFind, search, onlyMatches, setOnlyMatches }: FindToolsProps) {
  const { wanted, found, error, step } = search;
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
      {wanted !== '' && (
        <span className={styles.found} aria-live="polite">
          {found !== null && found.match !== null && matchInWords(found)}
          {found === null && error === null && <span className={styles.late}>Searching…</span>}
          {found !== null && found.line !== null && <span className="visually-hidden">: {found.line.text}</span>}
        </span>
      )}
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
    </>
  );
}
