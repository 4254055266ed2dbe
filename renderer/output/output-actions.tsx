import { Eraser, Save, Undo2, WrapText } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../components/button';
import { CopyButton } from '../components/copy-button';

interface OutputActionsProps {
  readonly wrap: boolean;
  readonly setWrap: (wrap: boolean) => void;
  readonly isCleared: boolean;
  readonly clear: () => void;
  readonly showCleared: () => void;
  readonly save: () => Promise<unknown>;
  /** Lines that would be copied. */
  readonly copied: number;
  readonly copy: () => Promise<boolean>;
}

export function OutputActions(props: OutputActionsProps) {
  const { wrap, setWrap, isCleared, clear, showCleared, save, copied, copy } = props;
  const [saving, setSaving] = useState(false);
  return (
    <>
      {isCleared ? (
        <IconButton icon={Undo2} label="Show cleared lines" onClick={showCleared} />
      ) : (
        <IconButton icon={Eraser} label="Clear view (nothing is deleted)" onClick={clear} />
      )}
      <IconButton icon={WrapText} label="Wrap long lines" aria-pressed={wrap} onClick={() => setWrap(!wrap)} />
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
        label={copied === 1 ? 'Copy this line' : `Copy the newest ${copied.toLocaleString('en')} lines`}
        copy={copy}
      />
    </>
  );
}
