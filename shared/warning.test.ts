import { expect, test } from 'vitest';
import { withoutWarning, withWarning, type Warning } from './warning';

const hook: Warning = { kind: 'hook-not-loaded', evidence: 'a.pb.js', since: '2026-01-01T00:00:00.000Z' };
const damage: Warning = { kind: 'database-damaged', evidence: 'malformed', since: '2026-01-01T00:00:00.000Z' };
const later = '2026-01-01T01:00:00.000Z';

test('each kind of warning is there once, in the order they came', () => {
  expect(withWarning(withWarning([], hook), damage)).toEqual([hook, damage]);
});

test('a warning that comes again keeps its beginning and its first evidence, and nothing changes', () => {
  const warnings = [damage];
  expect(withWarning(warnings, { ...damage, evidence: 'malformed again', since: later })).toBe(warnings);
  expect(withWarning([hook], { ...hook, since: later })).toEqual([hook]);
});

test('which hooks failed is what the last start said, since the first time one did', () => {
  expect(withWarning([hook, damage], { ...hook, evidence: 'b.pb.js', since: later })).toEqual([
    { ...hook, evidence: 'b.pb.js' },
    damage,
  ]);
});

test('what its health was answered is what it was answered last', () => {
  const guarded: Warning = { kind: 'health-not-checked', evidence: '401', since: damage.since };
  expect(withWarning([guarded], { ...guarded, evidence: '429', since: later })).toEqual([
    { ...guarded, evidence: '429' },
  ]);
});

test('a warning that is over is gone, and nothing changes when there was none', () => {
  const warnings = [hook];
  expect(withoutWarning([hook, damage], 'hook-not-loaded')).toEqual([damage]);
  expect(withoutWarning(warnings, 'not-answering')).toBe(warnings);
});
