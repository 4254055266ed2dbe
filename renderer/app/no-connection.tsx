import type { AppError } from '../../shared/errors';
import { errorWords } from '../../shared/words/error-words';
import { Button } from '../components/button';
import { mirror } from '../store/store';
import styles from './plain-page.module.css';

export function NoConnection({ problem }: { readonly problem: AppError }) {
  const { title, text } = errorWords(problem);
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>The state of your instances could not be read</h1>
      <p>
        {title}. {text}
      </p>
      <p>Your instances are not affected by this window.</p>
      <Button
        variant="primary"
        onClick={() => {
          void mirror.ask();
        }}
      >
        Try again
      </Button>
    </main>
  );
}
