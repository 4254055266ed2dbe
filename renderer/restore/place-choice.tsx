import { useId } from 'react';
import { shownName } from '../../shared/archive-name';
import styles from './restore.module.css';

interface PlaceChoiceProps {
  /** Folders in the zip that could be the data; empty: its top. */
  readonly places: readonly string[];
  /** Null: none is chosen yet. */
  readonly value: string | null;
  readonly onChange: (place: string) => void;
}

/** Which of several instances in a zip is meant. */
export function PlaceChoice({ places, value, onChange }: PlaceChoiceProps) {
  const groupName = useId();
  return (
    <fieldset className={styles.parts}>
      <legend className={styles.legend}>This zip holds several instances. Which one?</legend>
      {places.map((place) => (
        <label key={place} className={styles.place}>
          <input
            type="radio"
            name={groupName}
            checked={value === place}
            onChange={() => {
              onChange(place);
            }}
          />
          {place === '' ? 'The files at its top' : <span className={styles.path}>{shownName(place)}</span>}
        </label>
      ))}
    </fieldset>
  );
}
