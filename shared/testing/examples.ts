/** Examples for tests: a stopped instance and a crash, with whatever a test wants different. */
import { NO_BACKUP_OPTIONS } from '../backup';
import type { Incident } from '../incident';
import type { Instance } from '../instance';
import { NO_LAUNCH_OPTIONS } from '../launch-options';
import { INITIAL_SETTINGS } from '../settings';

export const anInstance = (different: Partial<Instance> = {}): Instance => ({
  id: 'aaaaaaaaaaaaaaa',
  name: 'blog',
  port: 8090,
  folder: '/x',
  version: '0.40.6',
  createdAt: '2026-01-01T00:00:00.000Z',
  ...INITIAL_SETTINGS,
  backups: NO_BACKUP_OPTIONS,
  upgrade: null,
  launchOptions: NO_LAUNCH_OPTIONS,
  intent: { shouldRun: false, maintenance: null },
  state: { kind: 'stopped' },
  incidents: [],
  warnings: [],
  maintenanceAnswer: { kind: 'none' },
  ...different,
});

export const anIncident = (different: Partial<Incident> = {}): Incident => ({
  id: 'iiiiiiiiiiiiiii',
  sequence: 1,
  at: '2026-01-01T00:00:00.000Z',
  reason: 'crashed',
  cause: 'killed',
  evidence: '',
  exit: { code: null, signal: 'SIGKILL' },
  pid: 42,
  uptimeMs: 1000,
  retryDelayMs: null,
  version: '0.40.6',
  port: 8090,
  seen: false,
  output: [],
  ...different,
});
