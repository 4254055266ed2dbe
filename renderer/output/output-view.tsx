import { ArrowDownToLine, Save, WrapText } from 'lucide-react';
import { useId, useMemo, useState, useSyncExternalStore } from 'react';
import type { InstanceId } from '../../shared/instance';
import { run } from '../app/bridge';
import { TARGETS } from '../app/focus';
import { liveOutput } from '../app/live-output';
import { Button, IconButton } from '../components/button';
import { CopyButton } from '../components/copy-button';
import { SearchField } from '../components/search-field';
import { countLines, plainText, type OutputBlock } from '../store/output';
import { matches } from './find';
import { Block } from './output-block';
import styles from './output.module.css';
import { useFollow } from './use-follow';

const NO_BLOCKS: readonly OutputBlock[] = [];

export function OutputView({ instanceId }: { readonly instanceId: InstanceId }) {
  const headingId = useId();
  const [find, setFind] = useState('');
  const [wrap, setWrap] = useState(true);
  const output = useSyncExternalStore(liveOutput.subscribe, liveOutput.get);
  const blocks = output.instanceId === instanceId ? output.blocks : NO_BLOCKS;
  const wanted = find.trim().toLowerCase();
  const total = countLines(blocks);
  const found = useMemo(
    () => (wanted === '' ? null : blocks.reduce((sum, { lines }) => sum + lines.filter(matches(wanted)).length, 0)),
    [blocks, wanted],
  );
  const { scroller, content, following, follow, onScroll } = useFollow(blocks, wanted, wrap);

  return (
    <section aria-labelledby={headingId} className={styles.section}>
      <div className={styles.toolbar}>
        <h2 id={headingId} className={styles.heading}>
          Output
        </h2>
        <SearchField
          id={TARGETS.findInOutput}
          label="Find in output"
          className={styles.find}
          landmark={false}
          value={find}
          onChange={setFind}
        />
        <span className={styles.found} aria-live="polite">
          {found === null ? '' : `${found.toLocaleString('en')} of ${total.toLocaleString('en')} lines`}
        </span>
        <span className={styles.spring} />
        {!following && (
          <Button icon={ArrowDownToLine} onClick={follow}>
            Follow
          </Button>
        )}
        <IconButton
          icon={WrapText}
          label="Wrap long lines"
          aria-pressed={wrap}
          onClick={() => {
            setWrap(!wrap);
          }}
        />
        <IconButton
          icon={Save}
          label="Save output"
          onClick={() => {
            void run('save-output', { instanceId });
          }}
        />
        <CopyButton
          label="Copy all output"
          copy={async () => (await run('copy-text', { text: plainText(blocks) })).ok}
        />
      </div>
      <div
        ref={scroller}
        role="log"
        aria-label="Output"
        tabIndex={0}
        className={styles.log}
        data-wrap={wrap ? '' : undefined}
        onScroll={onScroll}
      >
        <div ref={content}>
          {blocks.map((block) => (
            <Block key={block.index} block={block} wanted={wanted} />
          ))}
        </div>
        {total === 0 && output.loaded && <p className={styles.nothing}>Nothing has been written yet.</p>}
        {found === 0 && total > 0 && <p className={styles.nothing}>No line contains “{find.trim()}”.</p>}
      </div>
    </section>
  );
}
