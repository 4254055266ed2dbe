import { TextLink } from '../components/text-link';
import { useAppState } from '../store/store';
import { openDialog } from '../store/ui';
import styles from './help.module.css';

export function About() {
  const facts = useAppState((state) => state.facts);
  return (
    <dl className={styles.about}>
      <dt>Basekeeper</dt>
      <dd>{facts.appVersion}</dd>
      <dt>Electron</dt>
      <dd>{facts.electronVersion}</dd>
      <dt>System</dt>
      <dd>{facts.platform}</dd>
      <dt>Settings</dt>
      <dd className={styles.path}>{facts.home}</dd>
      <dt>Data</dt>
      <dd className={styles.path}>{facts.dataFolder}</dd>
      <dt>Network</dt>
      <dd>
        Basekeeper sends nothing about you or your data anywhere. It loads PocketBase versions, and the list of them,
        only when you ask, and looks for its own updates only if you allow it.
      </dd>
      <dt>Bug reports</dt>
      <dd>
        <TextLink
          onClick={() => {
            openDialog({ kind: 'diagnostics' });
          }}
        >
          Save diagnostics…
        </TextLink>
      </dd>
    </dl>
  );
}
