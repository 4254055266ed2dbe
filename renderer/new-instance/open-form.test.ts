import { describe, expect, it } from 'vitest';
import type { Bridge } from '../../shared/ipc';
import type { FolderInspection } from '../../shared/open-folder';
import { fail, ok } from '../../shared/result';
import { foundFacts, upgradeOnOpening } from './found-facts';
import { createOpenForm, draftIn } from './open-form';

const FOUND: FolderInspection = {
  folder: '/data/blog',
  dataFolder: '/data/blog/pb_data',
  name: 'blog',
  port: 8091,
  version: '0.40.6',
  versionNote: 'The data was written by PocketBase 0.38.1 or newer.',
  generation: { kind: 'at-least', version: '0.38.1' },
  upgrading: [],
  hasHooks: false,
  missingFolders: [],
  inMaintenance: false,
  warnings: [],
};
const NOT_USABLE = { code: 'folder-not-usable', path: '/data/blog', rule: 'has no pb_data in it' } as const;

/** Answers in the order they are asked for; the last one again and again. */
function bridgeThat(looks: readonly unknown[], opened: unknown = ok({ instanceId: 'a' })) {
  const sent: [string, unknown][] = [];
  const left = [...looks];
  const bridge = {
    call: (name: string, input: unknown) => {
      sent.push([name, input]);
      if (name !== 'inspect-folder') return Promise.resolve(opened);
      return Promise.resolve(left.length > 1 ? left.shift() : left[0]);
    },
    onPush: () => () => undefined,
  } as unknown as Bridge;
  return { form: createOpenForm(bridge), sent, names: () => sent.map(([name]) => name) };
}

describe('the form that opens a folder', () => {
  it('fills in what was found, and opens that', async () => {
    const { form, sent } = bridgeThat([ok(FOUND)]);
    form.change('folder', '/data/blog');
    await form.look();
    expect(draftIn(form.getState())).toEqual({ folder: '/data/blog', name: 'blog', port: '8091', version: '0.40.6' });
    form.change('name', 'shop');
    expect(await form.open()).toEqual(ok({ instanceId: 'a' }));
    const input = { folder: '/data/blog', name: 'shop', port: '8091', portIsSuggested: true, version: '0.40.6' };
    expect(sent).toEqual([
      ['inspect-folder', { folder: '/data/blog' }],
      ['open-folder-as-instance', input],
    ]);
  });

  it('keeps what was typed when another folder is chosen', async () => {
    const { form } = bridgeThat([ok(FOUND), ok({ ...FOUND, name: 'other', port: 8092 })]);
    form.change('folder', '/data/blog');
    await form.look();
    form.change('name', 'mine');
    form.change('folder', '/data/other');
    expect(form.getState().found).toBeNull();
    await form.look();
    expect(draftIn(form.getState())).toMatchObject({ name: 'mine', port: '8092' });
  });

  it('looks first when Open is pressed at once, and goes on when there is nothing to be warned of', async () => {
    const { form, names } = bridgeThat([ok(FOUND)]);
    form.change('folder', '/data/blog');
    expect(await form.open()).toEqual(ok({ instanceId: 'a' }));
    expect(names()).toEqual(['inspect-folder', 'open-folder-as-instance']);
  });

  it('S26: opens nothing before its warnings have been in sight', async () => {
    const { form, names } = bridgeThat([ok({ ...FOUND, warnings: ['pb_hooks holds a program.'] })]);
    form.change('folder', '/data/blog');
    expect(await form.open()).toBeNull();
    expect(names()).toEqual(['inspect-folder']);
    expect(await form.open()).toEqual(ok({ instanceId: 'a' }));
  });

  it('says beside the folder why it cannot be used; only Open moves the focus there, and looks again', async () => {
    const { form, names } = bridgeThat([fail(NOT_USABLE)]);
    form.change('folder', '/data/blog');
    await form.look();
    expect(form.getState().problems.folder).toContain('has no pb_data in it');
    expect(form.getState().refusals).toBe(0);
    expect(await form.open()).toBeNull();
    expect(form.getState().refusals).toBe(1);
    expect(names()).toEqual(['inspect-folder', 'inspect-folder']);
    form.change('folder', '/data/other');
    expect(form.getState().problems).toEqual({});
  });

  it('keeps what was typed when it is refused', async () => {
    const { form } = bridgeThat([ok(FOUND)], fail({ code: 'name-in-use', name: 'blog' }));
    form.change('folder', '/data/blog');
    expect(await form.open()).toMatchObject({ ok: false });
    expect(form.getState()).toMatchObject({ found: FOUND, busy: false, refusals: 1 });
    expect(draftIn(form.getState())).toMatchObject({ name: 'blog' });
    expect(form.getState().problems.name).toContain('blog');
  });

  it('shows an error whose field is not in sight as it is', async () => {
    const error = { code: 'no-free-port', from: 1, to: 2 } as const;
    const { form } = bridgeThat([fail(error)]);
    form.change('folder', '/data/blog');
    await form.look();
    expect(form.getState()).toMatchObject({ problems: {}, error });
  });

  it('drops the answer about a folder that is no longer asked about', async () => {
    const { form } = bridgeThat([fail(NOT_USABLE), ok(FOUND)]);
    form.change('folder', '/data/one');
    const first = form.look();
    form.change('folder', '/data/blog');
    await Promise.all([first, form.look()]);
    expect(form.getState()).toMatchObject({ problems: {}, found: FOUND, looking: false });
  });

  it('opens once, however often Open is pressed', async () => {
    const { form, names } = bridgeThat([ok(FOUND)]);
    form.change('folder', '/data/blog');
    await Promise.all([form.open(), form.open()]);
    expect(names().filter((name) => name === 'open-folder-as-instance')).toHaveLength(1);
  });

  it('asks nothing while the field is empty, but says so when Open is pressed', async () => {
    const problems = [{ field: 'folder', value: 'empty', rule: 'must not be empty' }];
    const { form, names } = bridgeThat([fail({ code: 'invalid-input', problems })]);
    await form.look();
    expect(names()).toEqual([]);
    await form.open();
    expect(form.getState().problems).toEqual({ folder: 'Folder must not be empty.' });
  });
});

describe('what was found, in sentences', () => {
  it.each(['/data/blog', '/data/blog/', '/data/blog/pb_data', '/data/blog/pb_data/'])('%s is no news', (typed) => {
    expect(foundFacts(FOUND, typed)).toEqual([FOUND.versionNote]);
  });

  it('B8: names the folder that a link leads to', () => {
    expect(foundFacts(FOUND, '/home/me/link')[0]).toBe('The folder is /data/blog.');
  });

  it('says what will be made, and that maintenance stays', () => {
    const found = { ...FOUND, missingFolders: ['pb_hooks', 'pb_migrations', 'pb_public'], inMaintenance: true };
    expect(foundFacts(found, '/data/blog').slice(1)).toEqual([
      'pb_hooks, pb_migrations and pb_public will be created.',
      'It was in maintenance, and stays in maintenance until you turn that off.',
    ]);
  });
});

describe('a version that changes the tables of the data', () => {
  const OLDER: FolderInspection = { ...FOUND, generation: { kind: 'at-least', version: '0.33.0' } };

  it('is said to upgrade them after a trial and a backup', () => {
    expect(upgradeOnOpening(OLDER, ' 0.40.6')).toBe(
      '0.40.6 upgrades this data. It is backed up and 0.40.6 is tried on a copy first; if that fails, nothing is changed. For seven days you can go back.',
    );
    expect(upgradeOnOpening({ ...OLDER, upgrading: ['0.36.9'] }, '0.36.9')).toContain('0.36.9 upgrades this data.');
  });

  it('is not mistaken for one that leaves them as they are, or for one that is not typed yet', () => {
    expect(upgradeOnOpening(OLDER, '0.36.9')).toBeUndefined();
    expect(upgradeOnOpening(FOUND, '0.40.6')).toBeUndefined();
    expect(upgradeOnOpening(OLDER, '0.4')).toBeUndefined();
  });
});
