import { CircleArrowUp, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { asksToLook } from '../../shared/updates';
import { restartInWords, UPDATE_QUESTION, updateInWords } from '../../shared/words/update-words';
import { run } from '../commands/run';
import { Button, IconButton } from '../components/button';
import { focusOn, TARGETS } from '../components/focus';
import { useAppState } from '../store/store';
import { showPreferences, useUi } from '../store/ui';
import { InstallButton } from './install-button';
import styles from './updates.module.css';

/** Above the page: the one question, and a new version that waits for a person. In Preferences all of it stands anyway. */
export function UpdateBar() {
  const { settings, updates, instances, facts } = useAppState((state) => state);
  const isShownElsewhere = useUi((ui) => ui.page === 'preferences');
  const [dismissed, setDismissed] = useState('');
  const { step } = updates;
  if (isShownElsewhere) return null;
  if (asksToLook(settings.lookForUpdates, updates, instances.length)) return <Asked />;
  if (step.kind === 'installing') return <Bar title={updateInWords(updates, facts.appVersion)} text="" />;
  const isFound = step.kind === 'found' && updates.way !== 'itself';
  if ((step.kind !== 'ready' && !isFound) || step.release.version === dismissed) return null;
  const { version } = step.release;
  return (
    <Bar
      title={step.kind === 'ready' ? `Basekeeper ${version} is ready.` : `Basekeeper ${version} is available.`}
      text={step.kind === 'ready' ? restartInWords(instances) : ''}
    >
      <Button
        onClick={() => {
          showPreferences();
          requestAnimationFrame(() => focusOn(TARGETS.updates));
        }}
      >
        {step.kind === 'ready' ? 'What is new' : 'Show'}
      </Button>
      {step.kind === 'ready' && <InstallButton />}
      <IconButton
        icon={X}
        label="Not now"
        onClick={() => {
          setDismissed(version);
        }}
      />
    </Bar>
  );
}

function Asked() {
  const answer = (lookForUpdates: 'yes' | 'no') => (): void => void run('set-settings', { lookForUpdates });
  return (
    <Bar title={UPDATE_QUESTION.title} text={UPDATE_QUESTION.text}>
      <Button onClick={answer('no')}>{UPDATE_QUESTION.no}</Button>
      <Button onClick={answer('yes')}>{UPDATE_QUESTION.yes}</Button>
    </Bar>
  );
}

interface BarProps {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

function Bar({ title, text, children }: BarProps) {
  return (
    <section aria-label="Updates" className={styles.bar}>
      <CircleArrowUp size={16} strokeWidth={2} aria-hidden />
      <p role="status" className={styles.words}>
        <strong className={styles.title}>{title}</strong> {text}
      </p>
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </section>
  );
}
