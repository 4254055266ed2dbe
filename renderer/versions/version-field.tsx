import { Autocomplete } from '@base-ui/react/autocomplete';
import { ChevronDown, FilePlus2 } from 'lucide-react';
import { useId, useState } from 'react';
import { isOfUnknownGeneration } from '../../shared/pocketbase-version';
import { isVersion } from '../../shared/version-order';
import { IconButton } from '../components/button';
import fieldStyles from '../components/field.module.css';
import { FieldFrame } from '../components/text-field';
import { useAppState } from '../store/store';
import { addFromFile, askForAvailable, useAvailable } from '../commands/version-commands';
import styles from './version-field.module.css';
import { newestOfEach, versionChoices, versionNote } from './version-choices';

interface VersionFieldProps {
  readonly value: string;
  readonly problem: string | undefined;
  /** Others that can be had. */
  readonly known?: readonly string[];
  /** Is not offered: it is there already. */
  readonly without?: string;
  /** What choosing it means, where that is more than where it comes from. */
  readonly consequence?: string | undefined;
  readonly onChange: (version: string) => void;
}

/** Offers what is installed, takes any version number, and says where the chosen one comes from. */
export function VersionField({ value, problem, known = [], without, consequence, onChange }: VersionFieldProps) {
  const id = useId();
  const [suggested] = useState(value);
  const installed = useAppState((state) => state.versions);
  const installations = useAppState((state) => state.installations);
  const { listed, problem: unlisted, asking } = useAvailable();
  const others = newestOfEach((listed?.versions ?? []).map(({ version }) => version));
  const first = suggested === '' ? value : suggested;
  const offered = versionChoices(installed, installations, first, ...known, ...others);
  const choices = offered.filter(
    (version) => version !== without && isVersion(version) && !isOfUnknownGeneration(version),
  );

  const importExecutable = async (): Promise<void> => {
    const version = await addFromFile();
    if (version !== null) onChange(version);
  };

  return (
    <FieldFrame
      label="Version"
      inputId={id}
      hint={versionNote(value, installed)}
      warning={consequence}
      problem={problem}
    >
      <Autocomplete.Root
        items={choices}
        mode="none"
        openOnInputClick
        value={value}
        onValueChange={onChange}
        onOpenChange={(open) => {
          if (open && listed === null) void askForAvailable(false);
        }}
      >
        <Autocomplete.InputGroup className={fieldStyles.frame} data-invalid={problem === undefined ? undefined : ''}>
          <Autocomplete.Input
            id={id}
            // The label is hidden from assistive technology while the list is open.
            aria-label="Version"
            className={fieldStyles.input}
            spellCheck={false}
            aria-invalid={problem === undefined ? undefined : true}
            aria-describedby={`${id}-note`}
          />
          <Autocomplete.Trigger render={<IconButton icon={ChevronDown} label="Show versions" />} />
          <IconButton icon={FilePlus2} label="Add an executable…" onClick={() => void importExecutable()} />
        </Autocomplete.InputGroup>
        <Autocomplete.Portal>
          <Autocomplete.Positioner sideOffset={4} collisionPadding={8} className={styles.positioner}>
            <Autocomplete.Popup className={styles.popup}>
              <Autocomplete.List>
                {(version: string) => (
                  <Autocomplete.Item key={version} value={version} className={styles.choice}>
                    {version}
                    <span className={styles.note}>{versionNote(version, installed)}</span>
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
              <Autocomplete.Status className={styles.status}>
                {asking && listed === null && 'Loading other versions…'}
                {!asking &&
                  listed === null &&
                  unlisted !== null &&
                  'Other versions could not be listed. Type one to use it.'}
              </Autocomplete.Status>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
    </FieldFrame>
  );
}
