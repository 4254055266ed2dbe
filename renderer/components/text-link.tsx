import type { ReactNode } from 'react';
import styles from './text-link.module.css';

interface TextLinkProps {
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** Looks like a link within a text, and leads to another place of the window. */
export function TextLink({ onClick, children }: TextLinkProps) {
  return (
    <button type="button" className={styles.link} onClick={onClick}>
      {children}
    </button>
  );
}
