import type { Instance } from '../../shared/instance';
import type { ListGroup } from '../../shared/list/list-view';
import { groupInWords } from '../../shared/words/list-words';
import styles from './instance-list.module.css';

interface GroupHeadingProps {
  readonly group: ListGroup;
  readonly instances: readonly Instance[];
}

export function GroupHeading({ group, instances }: GroupHeadingProps) {
  return <p className={styles.heading}>{groupInWords(group, instances.length)}</p>;
}
