import { LAUNCH_FLAGS } from '../../shared/launch-flags';
import type { ServingFieldProps } from './field-props';
import { LinesField } from './lines-field';

const HINT = `One in each line, as --flag=value. Flags: ${LAUNCH_FLAGS.join(', ')}.`;

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
