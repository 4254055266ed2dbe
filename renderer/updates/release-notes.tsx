import Markdown, { type Components } from 'react-markdown';
import type { Release } from '../../shared/updates';
import styles from './updates.module.css';

/** Text of the feed: neither its links, nor pictures, nor HTML become any. */
const ALLOWED = ['h1', 'h2', 'h3', 'h4', 'p', 'ul', 'ol', 'li', 'em', 'strong', 'code', 'pre'];

const small: Components['h1'] = ({ children }) => <h4>{children}</h4>;
const components: Components = { h1: small, h2: small, h3: small };

export function ReleaseNotes({ release }: { readonly release: Release }) {
  if (release.notes === '') return null;
  return (
    <section tabIndex={0} aria-label={`What is new in ${release.version}`} className={styles.notes}>
      <Markdown allowedElements={ALLOWED} unwrapDisallowed components={components}>
        {release.notes}
      </Markdown>
    </section>
  );
}
