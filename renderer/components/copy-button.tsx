import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from './button';

const SHOWN_MS = 1500;

interface CopyButtonProps {
  readonly label: string;
  /** True when the text is on the clipboard. */
  readonly copy: () => Promise<boolean>;
}

export function CopyButton({ label, copy }: CopyButtonProps) {
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
  return (
    <>
      <IconButton icon={copied ? Check : Copy} label={label} onClick={onClick} />
      <span aria-live="polite" className="visually-hidden">
        {copied ? 'Copied' : ''}
      </span>
    </>
  );
}
