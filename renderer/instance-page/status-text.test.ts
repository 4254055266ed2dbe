import { describe, expect, it } from 'vitest';
import { statusText } from './status-text';

const since = '2026-03-04T14:02:00.000Z';
const after = (milliseconds: number): number => Date.parse(since) + milliseconds;

describe('the status in words', () => {
  it('says for how long an instance runs', () => {
    expect(statusText({ kind: 'running', since }, after(11_520_000))).toBe('Running · 3 h 12 min');
  });

  it('counts a moving state only after two seconds', () => {
    expect(statusText({ kind: 'starting', since }, after(1900))).toBe('Starting');
    expect(statusText({ kind: 'starting', since }, after(4200))).toBe('Starting · 4 s');
  });

  it('never counts backwards when the clock was set back', () => {
    expect(statusText({ kind: 'running', since }, after(-60_000))).toBe('Running · 0 s');
  });

  it('says since when maintenance is on', () => {
    expect(statusText({ kind: 'maintenance', since, reason: 'crashed' }, after(0))).toMatch(
      /^Maintenance · since \d\d:\d\d$/,
    );
  });

  it('counts down to the next try, and never claims more than was set', () => {
    const waiting = (milliseconds: number): string =>
      statusText({ kind: 'waiting', since, delayMs: 60_000 }, after(milliseconds));
    expect(waiting(0)).toBe('Waiting to restart · in 1 min');
    expect(waiting(1)).toBe('Waiting to restart · in 1 min');
    expect(waiting(1001)).toBe('Waiting to restart · in 59 s');
    expect(waiting(59_999)).toBe('Waiting to restart · in 1 s');
    expect(waiting(60_000)).toBe('Waiting to restart');
    expect(waiting(-3_600_000)).toBe('Waiting to restart · in 1 min');
  });

  it('has nothing to add to a stopped one', () => {
    expect(statusText({ kind: 'stopped' }, after(0))).toBe('Stopped');
  });
});
