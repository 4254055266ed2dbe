import { useEffect, useRef } from 'react';
import type { AppError } from '../../shared/errors';
import { errorWords } from '../../shared/words/error-words';
import { HelpLink } from '../help/help-link';
import { helpForError } from '../help/help-places';
import styles from './form-error.module.css';

/** An error that belongs to no field. */
export function FormError({ error }: { readonly error: AppError }) {
  const { title, text } = errorWords(error);
  const help = helpForError(error);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // It comes below all else that scrolls in a dialog; the button that was pressed would seem to do nothing.
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  return (
    <div ref={place} role="alert" className={styles.error}>
      <strong>{title}.</strong> {text}
      {help !== null && (
        <>
          {' '}
          <HelpLink to={help}>More about this</HelpLink>
        </>
      )}
    </div>
  );
}
