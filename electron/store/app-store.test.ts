import { expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { anInstance } from '../../shared/testing/examples';
import { INITIAL_STATE } from '../testing/workbench';
import { createAppStore, showNotice } from './app-store';

const instance = (id: string, name = id): Instance => anInstance({ id, name, folder: `/${id}` });

const noBugs = (error: unknown): void => {
  throw error;
};

test('every change counts the revision up by one, and listeners know it before apply returns', () => {
  const store = createAppStore(INITIAL_STATE, noBugs);
  const heard: string[] = [];
  store.subscribe((change, after, before) => {
    heard.push(`${change.type} ${String(before.revision)} → ${String(after.revision)}`);
    expect(store.snapshot()).toEqual({ revision: after.revision, state: after.state });
  });
  store.apply({ type: 'instance-changed', instance: instance('a') });
  store.apply({ type: 'instance-removed', instanceId: 'nobody' });
  expect(heard).toEqual(['instance-changed 0 → 1', 'instance-removed 1 → 2']);
  expect(store.snapshot().revision).toBe(2);
});

test('a listener sees what was and what is', () => {
  const store = createAppStore(INITIAL_STATE, noBugs);
  store.apply({ type: 'instance-changed', instance: instance('a', 'before') });
  const names: (string | undefined)[] = [];
  store.subscribe((_change, after, before) => {
    names.push(before.state.instances[0]?.name, after.state.instances[0]?.name);
  });
  store.apply({ type: 'instance-changed', instance: instance('a', 'after') });
  expect(names).toEqual(['before', 'after']);
});

test('who stopped listening hears nothing, and the others still do', () => {
  const store = createAppStore(INITIAL_STATE, noBugs);
  const heard: string[] = [];
  const stop = store.subscribe(() => heard.push('first'));
  store.subscribe(() => heard.push('second'));
  stop();
  store.apply({ type: 'notices-changed', notices: [] });
  expect(heard).toEqual(['second']);
});

test('an instance is found by its id alone', () => {
  const store = createAppStore(INITIAL_STATE, noBugs);
  store.apply({ type: 'instance-changed', instance: instance('a', 'b') });
  expect(store.instance('a')?.name).toBe('b');
  expect(store.instance('b')).toBeUndefined();
  expect(store.instance('__proto__')).toBeUndefined();
});

test('a snapshot taken earlier does not change', () => {
  const store = createAppStore(INITIAL_STATE, noBugs);
  const { state } = store.snapshot();
  store.apply({ type: 'instance-changed', instance: instance('a') });
  expect(state.instances).toEqual([]);
});

test('a notice takes the place of an earlier one with the same id, and stands last', () => {
  const store = createAppStore(INITIAL_STATE, noBugs);
  showNotice(store, { id: 'x', title: 'X', text: 'old' });
  showNotice(store, { id: 'y', title: 'Y', text: 'other' });
  showNotice(store, { id: 'x', title: 'X', text: 'new' });
  expect(store.snapshot().state.notices.map(({ id, text }) => [id, text])).toEqual([
    ['y', 'other'],
    ['x', 'new'],
  ]);
});

test('a listener that throws keeps neither the others nor the store from their work', () => {
  const bugs: unknown[] = [];
  const store = createAppStore(INITIAL_STATE, (error) => bugs.push(error));
  const heard: string[] = [];
  store.subscribe(() => {
    throw new Error('boom');
  });
  store.subscribe(({ type }) => heard.push(type));
  store.apply({ type: 'instance-removed', instanceId: 'x' });
  expect(heard).toEqual(['instance-removed']);
  expect(bugs).toEqual([new Error('boom')]);
  expect(store.snapshot().revision).toBe(1);
});
