import { expect, test } from 'vitest';
import { done, fail } from '../../../shared/result';
import { createClient } from '../client';
import { severalHandlers } from './several';

test('each instance goes the way of the command to one: a bug is reported, and keeps no other from its turn', async () => {
  const bugs: unknown[] = [];
  const bug = new Error('broken');
  const reached: string[] = [];
  const single = {
    'start-instance': ({ instanceId }: { readonly instanceId: string }) => {
      reached.push(instanceId);
      if (instanceId === 'a'.repeat(15)) throw bug;
      return instanceId === 'b'.repeat(15) ? fail({ code: 'unknown-instance' as const, instanceId }) : done;
    },
  };
  const several = severalHandlers(single as never, (error) => bugs.push(error));
  const instanceIds = ['a', 'b', 'c'].map((letter) => letter.repeat(15));
  const given = await several['give-to-several']({ action: 'start', instanceIds }, createClient('window'));
  expect(reached).toEqual(instanceIds);
  expect(given).toEqual({
    ok: true,
    value: [
      { instanceId: instanceIds[0], error: { code: 'unexpected', detail: 'broken' } },
      { instanceId: instanceIds[1], error: { code: 'unknown-instance', instanceId: instanceIds[1] } },
      { instanceId: instanceIds[2], error: null },
    ],
  });
  expect(bugs).toEqual([bug]);
});
