import { Wrench } from 'lucide-react';
import type { DisplayKind } from '../../shared/display-status';
import { classNames } from './class-names';
import styles from './status-glyph.module.css';

interface StatusGlyphProps {
  readonly kind: DisplayKind;
  readonly size?: number;
}

/**
 * One shape per status, so that colour is never the only sign: a filled dot runs, an open ring is stopped,
 * a turning arc is on its way, a clock at rest waits, a wrench is in maintenance.
 */
export function StatusGlyph({ kind, size = 16 }: StatusGlyphProps) {
  if (kind === 'maintenance') {
    return (
      <Wrench
        size={size - 2}
        strokeWidth={2.25}
        aria-hidden
        className={classNames(styles.glyph, styles.maintenance, styles.wrench)}
      />
    );
  }
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      aria-hidden
      className={classNames(styles.glyph, styles[kind])}
    >
      {kind === 'running' && <circle cx="8" cy="8" r="4" fill="currentColor" />}
      {kind === 'stopped' && <circle cx="8" cy="8" r="3.5" stroke="currentColor" strokeWidth="1.5" />}
      {kind === 'waiting' && (
        <g stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round">
          <circle cx="8" cy="8" r="5.25" />
          <path d="M8 5v3l2 1.25" />
        </g>
      )}
      {kind !== 'running' && kind !== 'stopped' && kind !== 'waiting' && (
        <g className={styles.turning} stroke="currentColor" strokeWidth="2" strokeLinecap="round">
          <circle cx="8" cy="8" r="4.75" strokeOpacity="0.28" />
          <path d="M8 3.25a4.75 4.75 0 0 1 4.75 4.75" />
        </g>
      )}
    </svg>
  );
}

/** The sign of something that is wrong although it runs; it stands beside the status. */
export function DegradedGlyph({ size = 16 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden
      className={classNames(styles.glyph, styles.degraded)}
    >
      <path
        d="M8 2 14 8 8 14 2 8Z"
        fill="currentColor"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinejoin="round"
      />
      <path d="M8 5.1v3.3" stroke="var(--page)" strokeWidth="1.6" strokeLinecap="round" />
      <circle cx="8" cy="10.9" r="0.95" fill="var(--page)" />
    </svg>
  );
}

/** The sign of something that went wrong. */
export function FailureGlyph({ size = 16 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden className={classNames(styles.glyph, styles.failed)}>
      <path
        d="M8 2.2 14.4 13.4H1.6Z"
        fill="currentColor"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinejoin="round"
      />
      <path d="M8 6.2v3.4" stroke="var(--page)" strokeWidth="1.6" strokeLinecap="round" />
      <circle cx="8" cy="11.7" r="0.95" fill="var(--page)" />
    </svg>
  );
}
