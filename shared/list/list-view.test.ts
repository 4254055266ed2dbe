import { describe, expect, it } from 'vitest';
import type { Instance } from '../instance';
import { anIncident, anInstance } from '../testing/examples';
import { countGroups, EVERYTHING, groupOfInstance, instancesOf, listView, SEARCH_FROM } from './list-view';

const at = '2026-02-01T00:00:00.000Z';
const running = { kind: 'running', runNumber: 1, pid: 1, since: at } as const;
const maintenance = (reason: 'requested' | 'crashed' | 'operation') => ({
  shouldRun: true,
  maintenance: { reason, since: at, setBy: 'window', incidentId: null } as const,
});
const named = (name: string, different: Partial<Instance> = {}): Instance =>
  anInstance({ id: name, name, ...different });

const list: readonly Instance[] = [
  named('shop', { state: running, port: 8099, intent: { shouldRun: true, maintenance: null } }),
  named('Blog', { port: 8091, tags: [{ name: 'Client', colour: 'red' }] }),
  named('app 10', { intent: maintenance('crashed'), port: 9000 }),
  named('app 2', { intent: maintenance('requested'), tags: [{ name: 'client', colour: 'red' }] }),
  named('wiki', { state: { kind: 'waiting', runNumber: 1, since: at, delayMs: 1 } }),
  named('crm', { intent: maintenance('operation'), version: '0.36.9' }),
  named('queue', { state: { kind: 'starting', runNumber: 1, pid: null, since: at, provenSince: null } }),
  named('old', { createdAt: '2025-01-01T00:00:00.000Z' }),
];
const shown = (wish: Partial<typeof EVERYTHING>): readonly string[] =>
  instancesOf(listView(list, { ...EVERYTHING, ...wish })).map(({ name }) => name);

describe('the list', () => {
  it('has those that wait for a person first', () => {
    expect(
      listView(list, EVERYTHING).map(({ group, instances }) => [group, instances.map(({ name }) => name)]),
    ).toEqual([
      ['needs-you', ['app 10', 'wiki']],
      ['running', ['shop', 'queue']],
      ['maintenance', ['app 2', 'crm']],
      ['stopped', ['Blog', 'old']],
    ]);
    expect(countGroups(list)).toEqual({ 'needs-you': 2, running: 2, maintenance: 2, stopped: 2 });
  });

  it('counts a running instance that is degraded or silent among those that need a person', () => {
    const serving = { state: running, intent: { shouldRun: true, maintenance: null } };
    expect(groupOfInstance(named('a', { ...serving, unanswered: { questions: 1, of: 3 } }))).toBe('needs-you');
    expect(groupOfInstance(named('a', serving))).toBe('running');
  });

  it.each([
    ['BLO', ['Blog']],
    ['8099', ['shop']],
    ['0.36', ['crm']],
    ['maint', ['app 10', 'app 2', 'crm']],
    ['client', ['app 2', 'Blog']],
    ['client maint', ['app 2']],
    ['nothing', []],
  ])('finds “%s” in names, tags and states, and at the beginning of ports and versions', (search, found) => {
    expect(shown({ search })).toEqual(found);
  });

  it('is filtered by group and by tag, together with the search', () => {
    expect(shown({ group: 'stopped' })).toEqual(['Blog', 'old']);
    expect(shown({ tags: ['CLIENT'] })).toEqual(['app 2', 'Blog']);
    expect(shown({ tags: ['client'], group: 'stopped', search: 'blog' })).toEqual(['Blog']);
  });

  it('is sorted within its groups', () => {
    const many = [...list, named('App 9', { port: 1024, incidents: [anIncident({ at: '2026-03-01T00:00:00.000Z' })] })];
    const stopped = (sort: typeof EVERYTHING.sort): readonly string[] =>
      instancesOf(listView(many, { ...EVERYTHING, sort, group: 'stopped' })).map(({ name }) => name);
    expect(stopped('own')).toEqual(['Blog', 'old', 'App 9']);
    expect(stopped('name')).toEqual(['App 9', 'Blog', 'old']);
    expect(stopped('port')).toEqual(['App 9', 'old', 'Blog']);
    expect(stopped('changed')).toEqual(['App 9', 'Blog', 'old']);
    expect(shown({ sort: 'name' }).slice(0, 2)).toEqual(['app 10', 'wiki']);
  });

  it('hides, groups and sorts nothing while it is short', () => {
    const few = list.slice(0, SEARCH_FROM - 1);
    const wish = { search: 'blog', sort: 'name', group: 'running', tags: ['x'] } as const;
    expect(listView(few, wish)).toEqual([{ group: null, instances: few }]);
  });
});
