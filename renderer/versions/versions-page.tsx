import { FilePlus2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../components/button';
import { addFromFile, askForAvailable } from '../commands/version-commands';
import { AvailableList } from './available-list';
import { InstalledList } from './installed-list';
import styles from './versions.module.css';

/** What is installed, and what can be. The network is used from here on, never before. */
export function VersionsPage() {
  const heading = useRef<HTMLHeadingElement>(null);
  const [adding, setAdding] = useState(false);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest('main')?.scrollTo(0, 0);
    void askForAvailable(false);
  }, []);
  const add = async (): Promise<void> => {
    setAdding(true);
    await addFromFile();
    setAdding(false);
  };
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          Versions
        </h1>
        <Button icon={FilePlus2} busy={adding} onClick={() => void add()}>
          Add an executable or zip…
        </Button>
        <p className={styles.text}>Each version is verified when it is installed, and never overwritten.</p>
      </header>
      <div className={styles.content}>
        <InstalledList />
        <AvailableList />
      </div>
    </div>
  );
}
