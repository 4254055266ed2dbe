import { useId } from 'react';
import { SERVING_FLAGS } from '../../shared/serving-flags';
import { FieldFrame } from '../components/text-field';
import type { ServingFieldProps } from './field-props';
import styles from './serving.module.css';

const HINT = `One in each line, as --flag=value. Flags: ${SERVING_FLAGS.join(', ')}.`;

export function ArgumentsField({ form, draft, saved, problems }: ServingFieldProps) {
  const id = useId();
  const wrong = Object.entries(problems).flatMap(([field, words]) => (field.startsWith('arguments') ? [words] : []));
  const problem = wrong.length === 0 ? undefined : wrong.join(' ');
  return (
    <div className={styles.group}>
      <FieldFrame label="Extra arguments" inputId={id} hint={HINT} problem={problem}>
        <textarea
          id={id}
          className={styles.textarea}
          rows={Math.max(2, draft.arguments.split('\n').length)}
          spellCheck={false}
          value={draft.arguments}
          placeholder="--origins=https://example.com"
          aria-invalid={problem === undefined ? undefined : true}
          aria-describedby={`${id}-note`}
          onChange={(event) => {
            form.change(saved, { arguments: event.currentTarget.value });
          }}
        />
      </FieldFrame>
    </div>
  );
}
