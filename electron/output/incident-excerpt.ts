import { INCIDENT_LINES_KEPT } from '../../shared/output';
import { linesLeftOut } from '../../shared/words/output-words';

const BEFORE_EVIDENCE = 20;

/**
 * The lines worth keeping with an incident, 200 at most: the last ones, and when a long dump has pushed the line that
 * tells the cause out of them, also that line with what came before it.
 */
export function incidentExcerpt(lines: readonly string[], evidence: string): readonly string[] {
  const at = evidence === '' ? -1 : lines.findIndex((line) => line.trim() === evidence);
  const firstKept = lines.length - INCIDENT_LINES_KEPT;
  if (at === -1 || at >= firstKept) return lines.slice(-INCIDENT_LINES_KEPT);
  const half = INCIDENT_LINES_KEPT / 2;
  const start = Math.max(0, at - BEFORE_EVIDENCE);
  const head = lines.slice(start, start + half);
  const tail = lines.slice(-(half - 1));
  const leftOut = lines.length - tail.length - (start + head.length);
  return [...head, linesLeftOut(leftOut), ...tail];
}
