import { expect, test } from 'vitest';
import type { Instance, InstanceState, Intent, MaintenanceReason } from '../../shared/instance';
import { anInstance } from '../../shared/testing/examples';
import type { AppNotice } from '../../shared/app-state';
import { windowFailed, windowLoadedAgain } from '../../shared/words/window-words';
import { isShownInTray, trayIcon, trayMenu, type TrayItem } from './tray-menu';

const since = '2026-01-01T00:00:00.000Z';
const STATES = {
  stopped: { kind: 'stopped' },
  running: { kind: 'running', runNumber: 1, pid: 1, since },
  stopping: { kind: 'stopping', runNumber: 1, pid: 1, since, killed: false },
  waiting: { kind: 'waiting', runNumber: 1, since, delayMs: 2000 },
} as const satisfies Record<string, InstanceState>;

function instance(name: string, state: keyof typeof STATES, reason?: MaintenanceReason): Instance {
  const maintenance = reason === undefined ? null : ({ reason, since, setBy: 'basekeeper', incidentId: null } as const);
  const intent: Intent = { shouldRun: false, maintenance };
  return anInstance({ id: name, name, intent, state: STATES[state] });
}

function inLines(items: readonly TrayItem[], indent = ''): readonly string[] {
  return items.flatMap((item) => {
    switch (item.kind) {
      case 'separator':
        return `${indent}---`;
      case 'text':
        return `${indent}${item.label}`;
      case 'action':
        return `${indent}[${item.label}]${item.enabled ? '' : ' disabled'}`;
      case 'submenu':
        return [`${indent}${item.label}`, ...inLines(item.items, `${indent}  `)];
    }
  });
}

test('without instances the menu says so', () => {
  expect(inLines(trayMenu({ instances: [], operations: [], notices: [] }))).toEqual([
    'No instances yet',
    '---',
    '[Quick stop all (maintenance)] disabled',
    '[Open window]',
    '[Quit]',
  ]);
});

test('crashed comes first, then maintenance, moving, running, stopped; each with what it can do', () => {
  const instances = [
    instance('e-stopped', 'stopped'),
    instance('d-running', 'running'),
    instance('c-stopping', 'stopping'),
    instance('b-requested', 'stopped', 'requested'),
    instance('a-entering', 'stopping', 'requested'),
    instance('z-crashed', 'stopped', 'crashed'),
  ];
  expect(inLines(trayMenu({ instances, operations: [], notices: [] }))).toEqual([
    '1 running · 2 starting or stopping · 2 in maintenance · 1 stopped',
    '---',
    '◆ z-crashed — Maintenance',
    '  Maintenance · port 8090',
    '  [Open]',
    '  [Leave maintenance]',
    '◈ a-entering — Entering maintenance',
    '  Entering maintenance · port 8090',
    '  [Open]',
    '  [Leave maintenance] disabled',
    '◆ b-requested — Maintenance',
    '  Maintenance · port 8090',
    '  [Open]',
    '  [Leave maintenance]',
    '◑ c-stopping — Stopping',
    '  Stopping · port 8090',
    '  [Open]',
    '  [Quick stop (maintenance)]',
    '● d-running — Running',
    '  Running · port 8090',
    '  [Open]',
    '  [Quick stop (maintenance)]',
    '○ e-stopped — Stopped',
    '  Stopped · port 8090',
    '  [Open]',
    '  [Start]',
    '---',
    '[Quick stop all (maintenance)]',
    '[Open window]',
    '[Quit (stops 3 instances)]',
  ]);
});

test('what runs degraded says so and why; what waits to be tried again can be put into maintenance', () => {
  const instances = [
    instance('a-running', 'running'),
    { ...instance('b-degraded', 'running'), warnings: [{ kind: 'hook-not-loaded', evidence: 'x', since }] as const },
    { ...instance('b-silent', 'running'), unanswered: { questions: 2, of: 3 } },
    instance('c-waiting', 'waiting'),
    instance('d-away', 'stopped', 'ended-while-app-was-away'),
    instance('e-data', 'stopping', 'data-at-risk'),
    instance('a-requested', 'stopped', 'requested'),
  ];
  const lines = inLines(trayMenu({ instances, operations: [], notices: [] }));
  expect(lines[0]).toBe('3 running · 2 starting or stopping · 2 in maintenance');
  expect(lines.filter((line) => line.includes('—'))).toEqual([
    '◆ d-away — Maintenance',
    '◈ e-data — Entering maintenance',
    '◆ a-requested — Maintenance',
    '◷ c-waiting — Waiting to restart',
    '◉ b-degraded — Running, degraded',
    '● a-running — Running',
    '◉ b-silent — Not answering (2 of 3)',
  ]);
  const item = (name: string): readonly string[] =>
    lines.slice(lines.findIndex((line) => line.includes(name)) + 1).slice(0, 4);
  expect(item('b-degraded')).toEqual([
    '  Running, degraded · port 8090',
    '  A hook was not loaded',
    '  [Open]',
    '  [Quick stop (maintenance)]',
  ]);
  expect(item('c-waiting').slice(0, 3)).toEqual([
    '  Waiting to restart · port 8090',
    '  [Open]',
    '  [Quick stop (maintenance)]',
  ]);
  expect(trayIcon({ instances: instances.slice(0, 2) })).toBe('running');
});

test('the icon shows the worst state', () => {
  const stopped = instance('a', 'stopped');
  const running = instance('b', 'running');
  const moving = instance('c', 'stopping');
  const maintenance = instance('d', 'stopped', 'requested');
  expect(trayIcon({ instances: [] })).toBe('idle');
  expect(trayIcon({ instances: [stopped] })).toBe('idle');
  expect(trayIcon({ instances: [stopped, running] })).toBe('running');
  expect(trayIcon({ instances: [running, moving] })).toBe('in-transition');
  expect(trayIcon({ instances: [running, moving, maintenance] })).toBe('maintenance');
});

test('while the window has failed, the tray says so and offers another try', () => {
  const labels = (notices: readonly AppNotice[]): readonly string[] =>
    inLines(trayMenu({ instances: [], operations: [], notices }));
  expect(labels([windowFailed('crashed')])).toContain('[The window failed: try again]');
  expect(labels([windowLoadedAgain('crashed')])).toContain('[Open window]');
});

test.each([
  'instance-changed',
  'incident-recorded',
  'instance-removed',
  'operations-changed',
  'notices-changed',
] as const)('the menu follows %s, and so also tasks that begin or end while no instance changes', (type) => {
  expect(isShownInTray({ type })).toBe(true);
});
