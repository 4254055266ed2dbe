import { describe, expect, it } from 'vitest';
import type { Instance } from '../../shared/instance';
import { anInstance } from '../../shared/testing/examples';
import { matches, paletteGroups, type PaletteCommand } from './palette-commands';

const RUNNING: Instance['state'] = { kind: 'running', run: 1, pid: 42, since: '2026-01-01T00:00:00.000Z' };
const blog = anInstance({ id: 'aaaaaaaaaaaaaaa', name: 'blog', state: RUNNING });
const shop = anInstance({ id: 'bbbbbbbbbbbbbbb', name: 'shop', port: 8091 });

const offered = (isTyped: boolean, instances: readonly Instance[] = [blog, shop]) =>
  paletteGroups({ instances, operations: [], selectedId: 'aaaaaaaaaaaaaaa', isTyped });
const found = (label: string, instances?: readonly Instance[]): PaletteCommand | undefined =>
  offered(false, instances)[0]?.items.find((item) => item.label === label);

describe('the command palette', () => {
  it('begins with the instance on screen, then what else can be shown, then the app', () => {
    expect(offered(false).map(({ label }) => label)).toEqual(['blog', 'Show', 'Basekeeper']);
    expect(offered(false)[1]?.items.map(({ label, detail }) => `${label} ${detail}`.trim())).toEqual([
      'shop Stopped',
      'Versions of PocketBase',
    ]);
  });

  it('offers the switches of other instances once something is typed', () => {
    const groups = offered(true);
    expect(groups.map(({ label }) => label)).toEqual(['blog', 'Show', 'Basekeeper', 'shop']);
    expect(groups[3]?.items.map(({ label }) => label)).toEqual([
      'Turn maintenance mode on',
      'Start',
      'Stop',
      'Restart',
    ]);
  });

  it('says why a command cannot be had, as its button does', () => {
    expect(found('Start')).toMatchObject({ isRefused: true, detail: 'Already running.' });
    expect(found('Remove from list…')).toMatchObject({ detail: 'Stop it or turn maintenance on first.' });
    expect(found('Stop')).toMatchObject({ isRefused: false, detail: '' });
  });

  it('turns maintenance off where it is on, and waits where it is not on yet', () => {
    const maintenance = { reason: 'requested', since: '2026-01-01T00:00:00.000Z', setBy: 'window' } as const;
    const intent = { run: true, maintenance: { ...maintenance, incidentId: null } };
    expect(found('Turn maintenance mode off', [anInstance({ intent })])).toMatchObject({ isRefused: false });
    expect(found('Turn maintenance mode off', [anInstance({ intent, state: RUNNING })])).toMatchObject({
      isRefused: true,
      detail: 'Waiting until the process has ended.',
    });
  });

  it('finds a command by all words that were typed, in any order, those of its group included', () => {
    const stop = offered(true)[3]?.items.find(({ label }) => label === 'Stop');
    if (stop === undefined) throw new Error('no Stop');
    expect(matches(stop, 'shop', 'SHOP stop')).toBe(true);
    expect(matches(stop, 'shop', '')).toBe(true);
    expect(matches(stop, 'shop', 'blog stop')).toBe(false);
    const change = found('Change version');
    expect(change !== undefined && matches(change, 'blog', 'upgrade')).toBe(true);
  });

  it('has a key for each line', () => {
    const ids = offered(true).flatMap(({ items }) => items.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
