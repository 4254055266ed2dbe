import type { ServingFieldProps } from './field-props';
import { LinesField } from './lines-field';

interface PathFieldProps extends ServingFieldProps {
  /** Were saved, and are not there. */
  readonly missingFolders: readonly string[];
}

export function PathField({ form, draft, saved, problems, missingFolders }: PathFieldProps) {
  const are = missingFolders.length === 1 ? 'is' : 'are';
  return (
    <LinesField
      label="Folders in front of PATH"
      hint="One in each line, as a whole path. Programs that hooks run are looked for here first."
      placeholder="/home/me/project/bin"
      value={draft.pathFolders}
      problems={problems}
      field="pathFolders"
      warning={missingFolders.length === 0 ? undefined : `${missingFolders.join(', ')} ${are} not there now.`}
      onChange={(typed) => {
        form.change(saved, { pathFolders: typed });
      }}
    />
  );
}
