import { ExternalLink } from 'lucide-react';
import { run } from '../commands/run';
import { IconButton } from '../components/button';

interface ReleaseNotesProps {
  readonly version: string;
  /** What names the version for those who do not see the row. */
  readonly describedBy: string;
  readonly ref?: React.Ref<HTMLButtonElement>;
}

/** Opens the page of the release in the user's browser. */
export function ReleaseNotes({ version, describedBy, ref }: ReleaseNotesProps) {
  return (
    <IconButton
      ref={ref}
      icon={ExternalLink}
      label="Release notes"
      aria-describedby={describedBy}
      onClick={() => void run('open-release-notes', { version })}
    />
  );
}
