import { isNarrowed } from '../../shared/list/list-view';
import { narrowedInWords } from '../../shared/words/list-words';
import { Button } from '../components/button';
import { showEverything, useListUi } from '../store/list-ui';
import styles from './sidebar.module.css';

/** Says that a filter hides instances, and takes it away. What is typed above stands there for everybody to see. */
export function Narrowed() {
  const wish = useListUi();
  if (!isNarrowed({ ...wish, search: '' })) return null;
  return (
    <div className={styles.narrowed}>
      <p className={styles.narrowedTo}>{narrowedInWords(wish)}</p>
      <Button variant="quiet" className={styles.showAll} onClick={showEverything}>
        Show all
      </Button>
    </div>
  );
}
