import { LEVEL_FILTERS, type LevelFilter, type OutputFilter } from '../../shared/output';
import { healthChecksInWords, LEVEL_FILTER_WORDS, runInWords } from '../../shared/words/output-words';
import { Button } from '../components/button';
import type { Pages } from './kept-pages';
import styles from './output.module.css';

interface FiltersProps {
  readonly filter: OutputFilter;
  readonly setFilter: (changed: Partial<OutputFilter>) => void;
  readonly pages: Pages;
}

/** Which lines are shown. What has no choice is not offered. */
export function Filters({ filter, setFilter, pages: { runs, ownQuestions } }: FiltersProps) {
  return (
    <>
      <select
        className={styles.select}
        aria-label="Level"
        title="Levels are those PocketBase writes itself; what hooks print has none"
        value={filter.levels}
        onChange={({ currentTarget: { value } }) => {
          const levels = LEVEL_FILTERS.find((each) => each === value);
          if (levels !== undefined) setFilter({ levels });
        }}
      >
        {LEVEL_FILTERS.map((levels: LevelFilter) => (
          <option key={levels} value={levels}>
            {LEVEL_FILTER_WORDS[levels]}
          </option>
        ))}
      </select>
      {runs.length > 1 && (
        <select
          className={styles.select}
          aria-label="Run"
          value={String(filter.run ?? '')}
          onChange={({ currentTarget: { value } }) => {
            setFilter({ run: value === '' ? null : Number(value) });
          }}
        >
          <option value="">All runs</option>
          {[...runs].reverse().map(({ run }) => (
            <option key={run} value={String(run)}>
              {runInWords(run)}
            </option>
          ))}
        </select>
      )}
      {ownQuestions > 0 && (
        <Button
          variant="quiet"
          aria-pressed={filter.ownQuestions}
          onClick={() => {
            setFilter({ ownQuestions: !filter.ownQuestions });
          }}
        >
          {healthChecksInWords(ownQuestions, filter.ownQuestions)}
        </Button>
      )}
    </>
  );
}
