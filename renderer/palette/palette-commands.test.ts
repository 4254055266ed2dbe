import { describe, expect, it } from 'vitest';
import type { Instance } from '../../shared/instance';
import { anInstance } from '../../shared/testing/examples';
import { paletteGroups, type PaletteCommand } from './palette-commands';

const RUNNING: Instance['state'] = { kind: 'running', runNumber: 1, pid: 42, since: '2026-01-01T00:00:00.000Z' };
const blog = anInstance({ id: 'aaaaaaaaaaaaaaa', name: 'blog', state: RUNNING });
const shop = anInstance({ id: 'bbbbbbbbbbbbbbb', name: 'shop', port: 8091 });

const offered = (typed: string, instances: readonly Instance[] = [blog, shop]) =>
  paletteGroups({ instances, operations: [], hasDrill: false, selectedId: 'aaaaaaaaaaaaaaa', typed });
const labels = (typed: string): readonly string[] =>
  offered(typed).flatMap(({ label, items }) => items.map((item) => `${label}: ${item.label}`));
const found = (label: string, instances?: readonly Instance[]): PaletteCommand | undefined =>
  offered('', instances)[0]?.items.find((item) => item.label === label);

describe('the command palette', () => {
  it('begins with the instance on screen, then what else can be shown, then the app', () => {
    expect(offered('').map(({ label }) => label)).toEqual(['blog', 'Show', 'Basekeeper']);
    expect(offered('')[1]?.items.map(({ label, detail }) => `${label} ${detail}`.trim())).toEqual([
      'shop Stopped',
      'Versions of PocketBase',
      'Preferences',
    ]);
  });

  it('offers the switches of other instances once something is typed, those that cannot be had last', () => {
    expect(labels('shop')).toEqual([
      'Show: shop',
      'shop: Turn maintenance mode on',
      'shop: Start',
      'shop: Stop',
      'shop: Restart',
    ]);
    expect(labels('start')).toEqual(['blog: Restart', 'blog: Start', 'shop: Start', 'shop: Restart']);
  });

  it('says why a command cannot be had, as its button does', () => {
    expect(found('Start')).toMatchObject({ isRefused: true, detail: 'Already running.' });
    expect(found('Remove from list…')).toMatchObject({ detail: 'Stop it or turn maintenance on first.' });
    expect(found('Stop')).toMatchObject({ isRefused: false, detail: '' });
  });

  it('turns maintenance off where it is on, and waits where it is not on yet', () => {
    const maintenance = { reason: 'requested', since: '2026-01-01T00:00:00.000Z', setBy: 'window' } as const;
    const intent = { shouldRun: true, maintenance: { ...maintenance, incidentId: null } };
    expect(found('Turn maintenance mode off', [anInstance({ intent })])).toMatchObject({ isRefused: false });
    expect(found('Turn maintenance mode off', [anInstance({ intent, state: RUNNING })])).toMatchObject({
      isRefused: true,
      detail: 'Waiting until the process has ended.',
    });
  });

  it('finds a command by all words that were typed, in any order, those of its group and its other words included', () => {
    expect(labels('SHOP stop')).toEqual(['shop: Turn maintenance mode on', 'shop: Stop']);
    expect(labels('upgrade')).toEqual(['blog: Change version']);
    expect(labels('no such thing')).toEqual([]);
  });

  it('puts an instance whose name begins with the words before commands to one that contains them', () => {
    const blogOfShop = anInstance({ id: 'aaaaaaaaaaaaaaa', name: 'blog of shop' });
    expect(offered('sho', [blogOfShop, shop])[0]?.label).toBe('Show');
  });

  it('shows the shortcuts of those that have one', () => {
    expect(found('Turn maintenance mode on')?.keys).toEqual(['Ctrl', 'Shift', 'M']);
    expect(found('Start')?.keys).toEqual([]);
  });

  it('has a key for each line', () => {
    const ids = offered('a').flatMap(({ items }) => items.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
