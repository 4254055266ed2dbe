import { ArrowDown } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Instance } from '../../shared/instance';
import { OUTPUT_LINES_KEPT, WHOLE_OUTPUT, type OutputFilter } from '../../shared/output';
import { errorWords } from '../../shared/words/error-words';
import { foundInWords, keptInWords, newLinesInWords, nothingShownInWords } from '../../shared/words/output-words';
import { run } from '../commands/run';
import { Button } from '../components/button';
import { Filters } from './filters';
import { FindTools } from './find-tools';
import type { KeptPages, Pages } from './kept-pages';
import { OutputActions } from './output-actions';
import { OutputList, type Target } from './output-list';
import styles from './output.module.css';
import { useFollow, type Follow } from './use-follow';
import { useKeptPages } from './use-kept-pages';
import { useSearch, type Search } from './use-search';

/** Everything that is kept of the output, from the newest line back to the oldest. */
export function OutputTab({ instance }: { readonly instance: Instance }) {
  return <OutputOf key={instance.id} instanceId={instance.id} />;
}

function OutputOf({ instanceId }: { readonly instanceId: Instance['id'] }) {
  const [find, setFind] = useState('');
  const [onlyMatches, setOnlyMatches] = useState(false);
  const [wrap, setWrap] = useState(true);
  const [chosen, setChosen] = useState<OutputFilter>(WHOLE_OUTPUT);
  const text = onlyMatches ? find.trim() : '';
  const filter = useMemo(() => ({ ...chosen, text }), [chosen, text]);
  const { pages, store } = useKeptPages(instanceId, filter);
  const follow = useFollow(pages, wrap);
  const { target, go } = useTarget(follow, store, filter, pages);
  const search = useSearch(instanceId, find, filter, pages.endRow, go);
  const { found } = search;
  const shown = pages.endRow - pages.firstRow;
  const note = noteOf(search, pages);
  const want = useCallback((blocks: readonly number[]) => store.want(blocks), [store]);

  return (
    <section aria-label="Output" className={styles.section}>
      <div className={styles.toolbar}>
        <FindTools
          find={find}
          setFind={setFind}
          search={search}
          onlyMatches={onlyMatches}
          setOnlyMatches={setOnlyMatches}
        />
        <Filters filter={filter} setFilter={(changed) => setChosen({ ...chosen, ...changed })} pages={pages} />
        <div className={styles.actions}>
          <span className={styles.found}>{pages.loaded && keptInWords(shown, pages.kept)}</span>
          <OutputActions
            wrap={wrap}
            setWrap={setWrap}
            isCleared={filter.afterLine > 0}
            clear={() => setChosen({ ...chosen, afterLine: pages.lastLine })}
            showCleared={() => setChosen({ ...chosen, afterLine: 0 })}
            save={() => run('save-output', { instanceId })}
            copied={Math.min(shown, OUTPUT_LINES_KEPT)}
            copy={async () => {
              const lines = await store.newest(OUTPUT_LINES_KEPT);
              return (await run('copy-text', { text: lines.map((line) => line.text).join('\n') })).ok;
            }}
          />
        </div>
      </div>
      {note !== null && (
        <p role="status" className={styles.note}>
          {note}
        </p>
      )}
      <div className={styles.frame}>
        <OutputList
          pages={pages}
          want={want}
          follow={follow}
          target={target}
          wrap={wrap}
          wanted={search.wanted.toLowerCase()}
          currentRow={found?.line?.row ?? null}
          nothing={pages.loaded && shown === 0 ? nothingShownInWords(pages.kept, filter.afterLine > 0) : null}
        />
        <NewLines follow={follow} pages={pages} />
      </div>
    </section>
  );
}

function noteOf(search: Search, pages: Pages): string | null {
  if (pages.error !== null) return errorWords(pages.error).text;
  if (search.error !== null) return search.error.code === 'search-replaced' ? null : errorWords(search.error).text;
  return search.found === null ? null : foundInWords(search.wanted, search.found);
}

/** Where to go: to each match the search goes to, and, when other lines are shown, to the one that was read. */
function useTarget(
  { following, leave, scroller }: Follow,
  store: KeptPages,
  filter: OutputFilter,
  pages: Pages,
): { readonly target: Target | null; readonly go: (row: number) => void } {
  const [target, setTarget] = useState<Target | null>(null);
  const reading = useRef(filter);
  const go = useCallback(
    (row: number) => {
      leave();
      setTarget((last) => ({ row, jump: (last?.jump ?? 0) + 1 }));
    },
    [leave],
  );
  useEffect(() => {
    if (reading.current === filter) return;
    reading.current = filter;
    const line = topLine(scroller.current, pages);
    if (following || line === null) return;
    void store.rowOf(line).then((row) => {
      if (row !== null) go(row);
    });
    // Where a person reads is asked for only when the filter changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [filter]);
  return { target, go };
}

/** The number of the line in the middle of what is in sight. */
function topLine(scroller: HTMLElement | null, { blocks }: Pages): number | null {
  if (scroller === null) return null;
  const { left, top, height } = scroller.getBoundingClientRect();
  const element = document.elementFromPoint(left + 8, top + height / 2);
  const row = Number(element?.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? Number.NaN);
  return [...blocks.values()].flat().find((line) => line.row === row)?.line ?? null;
}

/** How many lines have come since a person scrolled up, and the way back. */
function NewLines({ follow: { following, follow }, pages }: { readonly follow: Follow; readonly pages: Pages }) {
  const [seen, setSeen] = useState({ filter: pages.filter, endRow: pages.endRow });
  const isOther = seen.filter !== pages.filter;
  if ((following || isOther) && pages.loaded && (isOther || seen.endRow !== pages.endRow))
    setSeen({ filter: pages.filter, endRow: pages.endRow });
  if (following) return null;
  const count = Math.max(0, pages.endRow - seen.endRow);
  return (
    <Button icon={ArrowDown} className={styles.pill} onClick={follow}>
      {count > 0 ? newLinesInWords(count) : 'Follow'}
    </Button>
  );
}
