import type { AppError } from '../../shared/errors';
import { errorWords } from '../../shared/words/error-words';
import styles from './new-instance.module.css';

/** An error that belongs to no field. */
export function FormError({ error }: { readonly error: AppError }) {
  const { title, text } = errorWords(error);
  return (
    <div role="alert" className={styles.error}>
      <strong>{title}.</strong> {text}
    </div>
  );
}
