import { CircleCheck, PenLine } from 'lucide-react';
import type { ActivityKind } from '../../shared/activity';
import styles from './activity-glyph.module.css';
import { DegradedGlyph, FailureGlyph, StatusGlyph } from './status-glyph';

export function ActivityGlyph({ kind }: { readonly kind: ActivityKind }) {
  switch (kind) {
    case 'running':
    case 'stopped':
    case 'maintenance':
      return <StatusGlyph kind={kind} size={14} />;
    case 'failed':
      return <FailureGlyph size={14} />;
    case 'warning':
      return <DegradedGlyph size={14} />;
    case 'task':
      return <CircleCheck size={14} aria-hidden className={styles.quiet} />;
    // Also what only a newer version knows.
    default:
      return <PenLine size={14} aria-hidden className={styles.quiet} />;
  }
}
