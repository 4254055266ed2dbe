/** What a start would find, point by point. */
import type { IncidentCause } from './incident-cause';

/** In the order they are shown in. */
export const START_POINTS = [
  'version',
  'port',
  'data',
  'damage',
  'operation',
  'owner',
  'space',
  'secrets',
  'limits',
  'code',
] as const;

export type StartPoint = (typeof START_POINTS)[number];

export type PointOutcome =
  | { readonly outcome: 'passed' }
  /** A start would be refused, or would fail, for this. */
  | { readonly outcome: 'failed'; readonly cause: IncidentCause; readonly evidence: string }
  /** Neither: it could not be found out, for the reason in this sentence. */
  | { readonly outcome: 'not-checked'; readonly why: string };

export type CheckedPoint = { readonly point: StartPoint } & PointOutcome;
export type FailedPoint = Extract<CheckedPoint, { readonly outcome: 'failed' }>;

export interface StartCheck {
  /** ISO 8601, wall clock. */
  readonly at: string;
  readonly points: readonly CheckedPoint[];
}

export const failedPoints = ({ points }: Pick<StartCheck, 'points'>): readonly FailedPoint[] =>
  points.filter((one) => one.outcome === 'failed');

export const uncheckedPoints = ({
  points,
}: Pick<StartCheck, 'points'>): readonly Extract<CheckedPoint, { readonly outcome: 'not-checked' }>[] =>
  points.filter((one) => one.outcome === 'not-checked');
