import { useMemo } from 'react';
import { encode } from 'uqr';
import styles from './qr-code.module.css';

/** Modules around it that stay empty, or it cannot be found. */
const QUIET_ZONE = 4;

interface QrCodeProps {
  readonly text: string;
  /** What it says, for those who cannot see or scan it. */
  readonly label: string;
}

/** Dark on light in every theme: that is what cameras expect. */
export function QrCode({ text, label }: QrCodeProps) {
  const { size, path } = useMemo(() => drawnAs(text), [text]);
  return (
    <svg role="img" aria-label={label} className={styles.code} viewBox={`0 0 ${String(size)} ${String(size)}`}>
      <path d={path} />
    </svg>
  );
}

/** Each dark module is a square of one. */
export function drawnAs(text: string): { readonly size: number; readonly path: string } {
  const { data, size } = encode(text, { border: QUIET_ZONE, ecc: 'M' });
  const squares = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? `M${String(x)} ${String(y)}h1v1h-1z` : [])),
  );
  return { size, path: squares.join('') };
}
