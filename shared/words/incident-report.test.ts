import { expect, test } from 'vitest';
import type { Incident } from '../incident';
import { remedyInWords } from './incident-detail-words';
import { incidentReport } from './incident-report';

const INCIDENT: Incident = {
  id: 'i',
  sequence: 1,
  at: '2026-01-02T06:30:00.000Z',
  reason: 'start-failed',
  cause: 'hook-failed',
  evidence: 'at pb.js:1:62(4) in /home/ada/blog/pb_hooks',
  exit: { code: 1, signal: null },
  pid: 7,
  uptimeMs: null,
  retryDelayMs: null,
  version: '0.40.6',
  port: 8090,
  seen: true,
  output: ['```', 'token=[removed]', 'open /home/ada/keeper/versions/x'],
  whatChanged: {
    since: '2026-01-01T00:00:00.000Z',
    changes: [
      { kind: 'file', how: 'changed', folder: 'pb_hooks', path: 'serve.pb.js', at: '2026-01-02T06:27:00.000Z' },
    ],
    more: 2,
    suspect: null,
  },
};
const AROUND = {
  appVersion: '1.2.3',
  platform: 'linux',
  home: '/home/ada/.config/keeper',
  dataFolder: '/home/ada/keeper',
};

test('a failure as a text for an issue names what helps, and nobody', () => {
  expect(incidentReport(INCIDENT, { folder: '/home/ada/blog' }, AROUND)).toBe(`### A hook failed

Could not start: a hook failed.

\`\`\`
at pb.js:1:62(4) in <instance>/pb_hooks
\`\`\`

- PocketBase 0.40.6, Basekeeper 1.2.3, linux
- Exit: exit code 1; uptime: never served
- Time: 2026-01-02T06:30:00.000Z

Changed since the healthy start at 2026-01-01T00:00:00.000Z:
- pb_hooks/serve.pb.js changed (2026-01-02T06:27:00.000Z)
- and 2 more

Last output:

\`\`\`\`
\`\`\`
token=[removed]
open <home>/versions/x
\`\`\`\`
`);
});

test('what to do names the file that failed, where it is known', () => {
  const suspect = { folder: 'pb_hooks', path: 'serve.pb.js' } as const;
  const changed = { since: null, changes: [], more: 0, suspect };
  expect(remedyInWords({ ...INCIDENT, whatChanged: changed })).toBe(
    'Correct pb_hooks/serve.pb.js, then turn maintenance off.',
  );
  expect(remedyInWords(INCIDENT)).toBe('Correct the hook named in the output, then turn maintenance off.');
});
