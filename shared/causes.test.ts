import { expect, test } from 'vitest';
import { blamesSurroundings, isPermanent } from './causes';

test('a restore or a change of version is not undone for what the old one would have met too', () => {
  for (const cause of ['port-taken', 'data-in-use', 'limit-reached', 'secrets-not-readable'] as const)
    expect(blamesSurroundings(cause), cause).toBe(true);
  for (const cause of ['migration-failed', 'hook-failed', 'crash-in-pocketbase', 'start-timeout', 'unknown'] as const)
    expect(blamesSurroundings(cause), cause).toBe(false);
});

test('what another start would only run into again is not tried again', () => {
  for (const cause of ['port-taken', 'migration-failed', 'restart-loop', 'not-recorded'] as const)
    expect(isPermanent(cause), cause).toBe(true);
  for (const cause of ['killed', 'no-answer', 'limit-reached', 'unknown'] as const)
    expect(isPermanent(cause), cause).toBe(false);
});
