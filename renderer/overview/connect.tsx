import { useId } from 'react';
import { connectSnippets, type Snippet, type SnippetKind } from '../../shared/connect-snippets';
import type { Instance } from '../../shared/instance';
import { run } from '../commands/run';
import { CopyButton } from '../components/copy-button';
import { Segments } from '../components/segments';
import { useOverviewUi } from '../store/overview-ui';
import styles from './overview.module.css';

const LINES: readonly SnippetKind[] = ['address', 'admin', 'environment'];

/** What a program needs to reach it, each ready to be copied. */
export function Connect({ instance }: { readonly instance: Instance }) {
  const headingId = useId();
  const program = useOverviewUi((ui) => ui.program);
  const snippets = connectSnippets(instance);
  const lines = snippets.filter(({ kind }) => LINES.includes(kind));
  const programs = snippets.filter(({ kind }) => !LINES.includes(kind));
  const chosen = programs.find(({ kind }) => kind === program);
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId} className={styles.heading}>
        Connect
      </h2>
      <dl className={styles.lines}>
        {lines.map((snippet) => (
          <div key={snippet.kind} className={styles.line}>
            <dt>{snippet.label}</dt>
            <dd>
              <code className={styles.code}>{snippet.text}</code>
              <Copy snippet={snippet} />
            </dd>
          </div>
        ))}
      </dl>
      <div className={styles.programs}>
        <Segments
          legend="Connect with"
          legendHidden
          choices={programs.map(({ kind, label }) => [kind, label] as const)}
          value={program}
          onChange={(kind) => useOverviewUi.setState({ program: kind })}
        />
      </div>
      {chosen !== undefined && (
        <div className={styles.block}>
          <pre className={styles.code}>{chosen.text}</pre>
          <Copy snippet={chosen} />
        </div>
      )}
    </section>
  );
}

function Copy({ snippet: { label, text } }: { readonly snippet: Snippet }) {
  return <CopyButton label={`Copy ${label}`} copy={async () => (await run('copy-text', { text })).ok} />;
}
