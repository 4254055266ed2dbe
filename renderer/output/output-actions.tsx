import { ArrowDownToLine, Save, WrapText } from 'lucide-react';
import { useState } from 'react';
import { newLinesInWords } from '../../shared/words/output-words';
import { Button, IconButton } from '../components/button';
import { CopyButton } from '../components/copy-button';

interface OutputActionsProps {
  readonly following: boolean;
  /** Lines that have come since a person scrolled up. */
  readonly newLines: number;
  readonly follow: () => void;
  readonly wrap: boolean;
  readonly setWrap: (wrap: boolean) => void;
  /** Lines that are shown, and would be copied. */
  readonly shown: number;
  readonly save: () => Promise<unknown>;
  readonly copy: () => Promise<boolean>;
}

export function OutputActions(props: OutputActionsProps) {
  const { following, newLines, follow, wrap, setWrap, shown, save, copy } = props;
  const [saving, setSaving] = useState(false);
  return (
    <>
      {!following && (
        <Button icon={ArrowDownToLine} onClick={follow}>
          {newLines > 0 ? newLinesInWords(newLines) : 'Follow'}
        </Button>
      )}
      <IconButton
        icon={WrapText}
        label="Wrap long lines"
        aria-pressed={wrap}
        onClick={() => {
          setWrap(!wrap);
        }}
      />
      <IconButton
        icon={Save}
        label="Save all output"
        busy={saving}
        onClick={() => {
          setSaving(true);
          void save().finally(() => setSaving(false));
        }}
      />
      <CopyButton
        label={shown === 1 ? 'Copy this line' : `Copy these ${shown.toLocaleString('en')} lines`}
        copy={copy}
      />
    </>
  );
}
