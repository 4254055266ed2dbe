import { Component, type ReactNode } from 'react';
import { Button } from '../components/button';
import styles from './plain-page.module.css';

interface ErrorBoundaryState {
  readonly error: Error | null;
}

/** The sink for mistakes of the window itself. Main and the instances go on without it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <main className={styles.page}>
        <h1 className={styles.title}>This window cannot be shown</h1>
        <p>
          Basekeeper made a mistake while drawing it. Your instances go on as they are; only this window has to be
          loaded again.
        </p>
        <pre className={styles.detail}>{error.message}</pre>
        <Button
          variant="primary"
          onClick={() => {
            window.location.reload();
          }}
        >
          Load again
        </Button>
      </main>
    );
  }
}
