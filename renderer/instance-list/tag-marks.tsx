import type { Tag } from '../../shared/tags';
import tagStyles from '../components/tag.module.css';
import styles from './instance-list.module.css';

/** A dot for each tag of an instance; their names for everybody who does not go by colour. */
export function TagMarks({ tags }: { readonly tags: readonly Tag[] }) {
  if (tags.length === 0) return null;
  const names = tags.map(({ name }) => name).join(', ');
  return (
    <span className={styles.tags} title={names}>
      {tags.map(({ name, colour }) => (
        <span key={name} className={tagStyles.dot} data-colour={colour} aria-hidden />
      ))}
      <span className="visually-hidden">
        {tags.length === 1 ? 'tag' : 'tags'} {names}
      </span>
    </span>
  );
}
