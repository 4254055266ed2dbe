import { describe, expect, it } from 'vitest';
import type { Bridge } from '../../shared/ipc';
import { fail, ok } from '../../shared/result';
import { createCreateForm, draftIn } from './form';

const defaults = {
  name: '',
  port: 8090,
  folder: '/data/instance',
  version: '0.40.6',
  superuser: { email: 'admin@example.com', password: 'generated' },
};

function bridgeThat(answer: unknown) {
  const sent: [string, unknown][] = [];
  const bridge = {
    call: (name: string, input: unknown) => {
      sent.push([name, input]);
      return Promise.resolve(name === 'create-instance' ? answer : ok(defaults));
    },
    onPush: () => () => undefined,
  } as unknown as Bridge;
  return { bridge, sent };
}

describe('the form of a new instance', () => {
  it('keeps what was typed, or emptied on purpose, before the defaults arrived', async () => {
    const { bridge } = bridgeThat(ok({ instanceId: 'a' }));
    const form = createCreateForm(bridge);
    form.change({ name: 'blog', port: '80', folder: '' });
    await form.fill();
    expect(draftIn(form.getState())).toMatchObject({
      name: 'blog',
      port: '80',
      folder: '',
      version: '0.40.6',
      'superuser.password': 'generated',
    });
  });

  it('waits for the defaults when Create is pressed before they are there', async () => {
    const { bridge, sent } = bridgeThat(ok({ instanceId: 'a' }));
    const kept: unknown[] = [];
    const form = createCreateForm(bridge, (...keys) => kept.push(keys));
    form.change({ name: 'blog' });
    expect(await form.create()).toEqual(ok({ instanceId: 'a' }));
    expect(kept).toEqual([['a', defaults.superuser]]);
    expect(sent.at(-1)).toEqual([
      'create-instance',
      { ...defaults, name: 'blog', port: '8090', portIsSuggested: true, folder: '/data/blog', folderIsSuggested: true },
    ]);
  });

  it('keeps what was typed when it is refused, and says why beside the field', async () => {
    const { bridge } = bridgeThat(fail({ code: 'name-in-use', name: 'blog' }));
    const form = createCreateForm(bridge);
    await form.fill();
    form.change({ name: 'blog' });
    form.change({ port: '9000' });
    expect(await form.create()).toMatchObject({ ok: false });
    expect(form.getState()).toMatchObject({ busy: false, refusals: 1 });
    expect(draftIn(form.getState())).toMatchObject({ name: 'blog', port: '9000' });
    expect(form.getState().problems.name).toContain('blog');
    form.change({ name: 'shop' });
    expect(form.getState().problems).toEqual({});
  });

  it('shows an error without a field as it is', async () => {
    const { bridge } = bridgeThat(fail({ code: 'offline', detail: 'No route' }));
    const form = createCreateForm(bridge);
    await form.create();
    expect(form.getState().error).toEqual({ code: 'offline', detail: 'No route' });
  });

  it('creates once, however often Create is pressed', async () => {
    const { bridge, sent } = bridgeThat(ok({ instanceId: 'a' }));
    const form = createCreateForm(bridge);
    await Promise.all([form.create(), form.create()]);
    expect(sent.filter(([name]) => name === 'create-instance')).toHaveLength(1);
  });
});
