import { SERVING_FLAGS } from '../../shared/serving-flags';
import type { ServingFieldProps } from './field-props';
import { LinesField } from './lines-field';

const HINT = `One in each line, as --flag=value. Flags: ${SERVING_FLAGS.join(', ')}.`;

export function ArgumentsField({ form, draft, saved, problems }: ServingFieldProps) {
  return (
    <LinesField
      label="Extra arguments"
      hint={HINT}
      placeholder="--origins=https://example.com"
      value={draft.arguments}
      problems={problems}
      field="arguments"
      onChange={(typed) => {
        form.change(saved, { arguments: typed });
      }}
    />
  );
}
