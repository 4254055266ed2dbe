import { useCallback, useId, useState, useSyncExternalStore } from 'react';
import type { InstanceId } from '../../shared/ids';
import { errorWords } from '../../shared/words/error-words';
import { passageInWords, shownPartInWords } from '../../shared/words/output-words';
import { run } from '../commands/run';
import { liveOutput } from '../store/live-output';
import { countOutput, plainText, type OutputBlock } from '../store/output';
import { FindTools } from './find-tools';
import { OutputActions } from './output-actions';
import styles from './output.module.css';
import { Passage } from './passage';
import { Tail } from './tail';
import { useFollow } from './use-follow';
import { newestOf, newSince, useHeld } from './use-held';
import { useKeptLines } from './use-kept-lines';
import { useSearch } from './use-search';

const NO_BLOCKS: readonly OutputBlock[] = [];

/** The newest lines as they come, or what was found in everything that is kept. */
export function OutputView({ instanceId }: { readonly instanceId: InstanceId }) {
  const headingId = useId();
  const [find, setFind] = useState('');
  const [onlyMatches, setOnlyMatches] = useState(false);
  const [wrap, setWrap] = useState(true);
  const output = useSyncExternalStore(liveOutput.subscribe, liveOutput.get);
  const live = output.instanceId === instanceId ? output.blocks : NO_BLOCKS;
  const kept = useKeptLines(instanceId, newestOf(live));
  const search = useSearch(
    instanceId,
    find,
    onlyMatches,
    useCallback(() => newestOf(liveOutput.get().blocks), []),
  );
  const { found, wanted } = search;
  const isSearching = wanted !== '';
  const { scroller, content, following, follow, onScroll } = useFollow(!isSearching, live, wrap);
  const now = { instanceId, blocks: live, kept };
  const held = useHeld(now, following || isSearching);
  const { blocks } = held;
  const shown = found?.passage.filter(({ kind }) => kind === 'output').length ?? countOutput(blocks);
  const text = (): string =>
    found === null ? plainText(blocks) : found.passage.map(({ text: line }) => line).join('\n');

  return (
    <section aria-labelledby={headingId} className={styles.section}>
      <div className={styles.toolbar}>
        <h2 id={headingId} className={styles.heading}>
          Output
        </h2>
        <FindTools
          find={find}
          setFind={setFind}
          search={search}
          newLines={newSince({ sequence: search.lastSequence, kept: found?.lines ?? null }, now)}
          onlyMatches={onlyMatches}
          setOnlyMatches={setOnlyMatches}
        />
        <span className={styles.found}>
          {isSearching
            ? found !== null && passageInWords(found, onlyMatches)
            : kept !== null && shownPartInWords(shown, Math.max(kept, shown))}
        </span>
        <span className={styles.spring} />
        <OutputActions
          following={following || isSearching}
          newLines={newSince({ sequence: newestOf(blocks), kept: held.kept }, now)}
          follow={follow}
          wrap={wrap}
          setWrap={setWrap}
          shown={shown}
          save={() => run('save-output', { instanceId })}
          copy={async () => (await run('copy-text', { text: text() })).ok}
        />
      </div>
      <div
        ref={scroller}
        role="log"
        aria-label="Output"
        aria-live={isSearching ? 'off' : undefined}
        tabIndex={0}
        className={styles.log}
        data-wrap={wrap ? '' : undefined}
        onScroll={onScroll}
      >
        {!isSearching && <Tail content={content} blocks={blocks} isEmpty={shown === 0 && output.loaded} />}
        {found !== null && <Passage found={found} wanted={wanted} />}
        {search.error !== null && <p className={styles.nothing}>{errorWords(search.error).text}</p>}
      </div>
    </section>
  );
}
