import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, IconButton } from './button';

const SHOWN_MS = 1500;

interface CopyButtonProps {
  readonly label: string;
  /** The label beside the glyph, not only in the tooltip. */
  readonly showsLabel?: boolean;
  /** True when the text is on the clipboard. */
  readonly copy: () => Promise<boolean>;
}

export function CopyButton({ label, showsLabel = false, copy }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => {
      setCopied(false);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [copied]);
  const onClick = (): void => {
    void copy().then(setCopied);
  };
  const icon = copied ? Check : Copy;
  return (
    <>
      {showsLabel ? (
        <Button variant="quiet" icon={icon} onClick={onClick}>
          {label}
        </Button>
      ) : (
        <IconButton icon={icon} label={label} onClick={onClick} />
      )}
      <span aria-live="polite" className="visually-hidden">
        {copied ? 'Copied' : ''}
      </span>
    </>
  );
}
