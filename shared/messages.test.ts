import { expect, test } from 'vitest';
import type { ActivityEntry } from './activity';
import { listsIncidentsOf, messageFilter, messagesOf } from './messages';
import { anIncident, anInstance } from './testing/examples';
import { exportedMessages, noMessages } from './words/message-words';

const at = (minute: number): string => `2026-01-01T00:0${String(minute)}:00.000Z`;
const blog = anInstance({ name: 'blog', incidents: [anIncident({ at: at(3) })] });
const shop = anInstance({
  id: 'bbbbbbbbbbbbbbb',
  name: 'shop',
  incidents: [anIncident({ id: 'jjjjjjjjjjjjjjj', at: at(4), cause: 'out-of-memory' })],
});
const JOURNALS: Readonly<Record<string, readonly ActivityEntry[]>> = {
  [blog.id]: [
    { sequence: 1, at: at(1), kind: 'running', text: 'Running.' },
    { sequence: 2, at: at(1), kind: 'task', text: 'Backed up.' },
  ],
  [shop.id]: [{ sequence: 1, at: at(2), kind: 'change', text: 'Port changed.' }],
};
const listed = (instanceId: string | null, kind: Parameters<typeof messagesOf>[2]['kind']): readonly string[] =>
  messagesOf([blog, shop], (id) => JOURNALS[id] ?? [], { instanceId, kind }).map(
    ({ instanceName, text }) => `${instanceName}: ${text}`,
  );

test('incidents of all instances come newest first, also without a journal', () => {
  const without = (): never => {
    throw new Error('No journal is read for incidents');
  };
  const found = messagesOf([blog, shop], without, { instanceId: null, kind: 'incidents' });
  expect(found.map(({ incidentId }) => incidentId)).toEqual(['jjjjjjjjjjjjjjj', 'iiiiiiiiiiiiiii']);
});

test('a filter by kind and by instance', () => {
  expect(listed(null, 'all')).toEqual(['shop: Port changed.', 'blog: Backed up.', 'blog: Running.']);
  expect(listed(null, 'tasks')).toEqual(['blog: Backed up.']);
  expect(listed(null, 'runs')).toEqual(['blog: Running.']);
  expect(listed(shop.id, 'all')).toEqual(['shop: Port changed.']);
  expect(listed(blog.id, 'changes')).toEqual([]);
  expect(noMessages({ instanceId: null, kind: 'incidents' })).toBe(
    'No incidents. No instance has stopped unexpectedly.',
  );
  expect(noMessages({ instanceId: blog.id, kind: 'incidents' })).toBe(
    'No incidents. It has never stopped unexpectedly.',
  );
  expect(noMessages({ instanceId: null, kind: 'tasks' })).toBe('No messages of this kind.');
  expect(messageFilter.safeParse({ instanceId: null, kind: 'other' }).success).toBe(false);
  expect(messageFilter.safeParse({ instanceId: '../x', kind: 'all' }).success).toBe(false);
});

test('a file says what it holds, as text and as JSON', () => {
  const messages = messagesOf([blog], () => [], { instanceId: null, kind: 'incidents' });
  const about = { appVersion: '1.2.3', exportedAt: at(9), kind: 'incidents', instanceName: 'blog' } as const;
  expect(exportedMessages(messages, 'text', about)).toBe(
    `Messages of Basekeeper 1.2.3, exported ${at(9)}
Incidents of “blog”, newest first

${at(3)}  blog  PocketBase was killed (SIGKILL) after 1 s.
`,
  );
  expect(JSON.parse(exportedMessages(messages, 'json', { ...about, instanceName: null }))).toEqual({
    basekeeper: '1.2.3',
    exportedAt: at(9),
    filter: { kind: 'incidents', instance: null },
    messages: [{ at: at(3), instance: 'blog', kind: 'failed', text: 'PocketBase was killed (SIGKILL) after 1 s.' }],
  });
});

test('what a filter hides does not count as listed', () => {
  expect(listsIncidentsOf({ instanceId: null, kind: 'incidents' }, blog.id)).toBe(true);
  expect(listsIncidentsOf({ instanceId: blog.id, kind: 'all' }, blog.id)).toBe(true);
  expect(listsIncidentsOf({ instanceId: blog.id, kind: 'all' }, shop.id)).toBe(false);
  expect(listsIncidentsOf({ instanceId: null, kind: 'tasks' }, blog.id)).toBe(false);
});
