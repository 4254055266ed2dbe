import { expect, test } from 'vitest';
import { freeDrillName, isOfDrill, type CrashDrill } from '../crash-drill';
import { anInstance } from '../testing/examples';
import { drillInWords, drillQuestion } from './drill-words';

const drill: CrashDrill = {
  folder: '/tmp/basekeeper-crash-drill-a',
  stage: 'killed',
  killed: { pid: 7, at: '2026-01-01T00:00:00.000Z' },
};
const inMaintenance = anInstance({
  intent: {
    shouldRun: true,
    maintenance: { reason: 'crashed', since: '2026-01-01T00:00:00.000Z', setBy: 'basekeeper', incidentId: null },
  },
});
const since = '2026-01-01T00:00:00.000Z';
const running = anInstance({
  intent: { shouldRun: true, maintenance: null },
  state: { kind: 'running', runNumber: 2, pid: 8, since },
});

test('what will happen is said before it does', () => {
  expect(drillQuestion(true).text).toContain('starts it and kills its process');
  expect(drillQuestion(true).text).toContain('the tray icon and the desktop notification tell you');
  expect(drillQuestion(false).text).toContain('Desktop notifications are off in Preferences.');
});

test('what the drill has come to', () => {
  const said = (stage: CrashDrill['stage'], instance = inMaintenance): string =>
    drillInWords({ ...drill, stage }, instance, '14:02:11');
  expect(said('creating')).toBe('Creating an instance in /tmp/basekeeper-crash-drill-a.');
  expect(said('starting')).toBe('Starting it. Its process is killed as soon as it runs.');
  expect(said('killed')).toBe(
    'Its process (pid 7) was killed at 14:02:11. Basekeeper turned on maintenance. See the list, the popup, the tray icon and the notification.',
  );
  expect(said('killed', running)).toBe('Its process (pid 7) was killed at 14:02:11. It is running again.');
  expect(said('not-killed')).toBe('It was not running, so nothing was killed.');
  expect(said('removing')).toBe('Removing it with all its files.');
});

test('it takes nobody’s name, and is told by its folder alone', () => {
  expect(freeDrillName(['blog'])).toBe('Crash drill');
  expect(freeDrillName(['crash drill', 'Crash drill 2'])).toBe('Crash drill 3');
  expect(isOfDrill(drill, { folder: drill.folder })).toBe(true);
  expect(isOfDrill(drill, { folder: '/tmp/other' })).toBe(false);
  expect(isOfDrill(null, { folder: drill.folder })).toBe(false);
});
