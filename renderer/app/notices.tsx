import { Info, TriangleAlert, X } from 'lucide-react';
import { IconButton } from '../components/button';
import { useAppState } from '../store/store';
import { run } from '../commands/run';
import styles from './notices.module.css';

/** What a person has to know about the app itself, until it is dismissed. */
export function Notices() {
  const notices = useAppState((state) => state.notices);
  if (notices.length === 0) return null;
  return (
    <section aria-label="Notices" className={styles.notices}>
      <ul>
        {notices.map(({ id, title, text, isNews }) => (
          <li key={id} className={styles.notice} data-news={isNews === true ? '' : undefined}>
            {isNews === true ? (
              <Info size={16} strokeWidth={2} aria-hidden />
            ) : (
              <TriangleAlert size={16} strokeWidth={2} aria-hidden />
            )}
            <p className={styles.words}>
              <strong className={styles.title}>{title}</strong> {text}
            </p>
            <IconButton
              icon={X}
              label={`Dismiss: ${title}`}
              onClick={() => {
                void run('dismiss-notice', { noticeId: id });
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
