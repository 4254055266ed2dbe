import { expect, test } from 'vitest';
import type { Bridge } from '../../shared/ipc';
import { fail, ok, type Result } from '../../shared/result';
import { NO_LAUNCH_OPTIONS, type LaunchOptions } from '../../shared/launch-options';
import { createServingForm, draftIn } from './launch-options-form';

const at = (revision: number): LaunchOptions => ({ ...NO_LAUNCH_OPTIONS, revision });

/** Answers each command when the test says so. */
function slowMain() {
  const sent: unknown[] = [];
  let answer: (result: Result<never>) => void = () => undefined;
  const bridge: Bridge = {
    call: (_name, input) => {
      sent.push(input);
      return new Promise((resolve) => (answer = resolve));
    },
    onPush: () => () => undefined,
    pathOfFile: () => '',
  };
  return { bridge, sent, answer: (result: Result<unknown>) => answer(result as Result<never>) };
}

test('F58: the revision that was shown is sent; once the newer values are shown, theirs', async () => {
  const main = slowMain();
  const form = createServingForm(main.bridge, 'a');
  form.change(at(1), { arguments: '--dev=true' });
  const refused = form.save(() => at(2));
  main.answer(fail({ code: 'changed-meanwhile', instanceName: 'blog', what: 'settings' }));
  expect(await refused).toBe(false);
  expect(form.getState()).toMatchObject({
    typed: { draft: { arguments: '--dev=true' } },
    error: { code: 'changed-meanwhile' },
  });
  const saved = form.save(() => at(3));
  main.answer(ok({ missingFolders: [] }));
  expect(await saved).toBe(true);
  expect(main.sent).toMatchObject([{ revision: 1 }, { revision: 2 }]);
  expect(draftIn(form.getState())).toBeNull();
});

test('what is typed while it is being saved stays', async () => {
  const main = slowMain();
  const form = createServingForm(main.bridge, 'a');
  form.change(at(1), { arguments: '--dev=true' });
  const saved = form.save(() => at(2));
  form.change(at(1), { arguments: '--dev=true\n--hooksPool=3' });
  main.answer(ok({ missingFolders: [] }));
  await saved;
  expect(form.getState()).toMatchObject({
    busy: false,
    seenRevision: 2,
    typed: { draft: { arguments: '--dev=true\n--hooksPool=3' } },
  });
});

test('what is typed and taken back is nothing to save', () => {
  const form = createServingForm(slowMain().bridge, 'a');
  const key = form.addVariable(at(1));
  expect(draftIn(form.getState())?.variables).toHaveLength(1);
  form.changeVariable(at(1), key, { name: 'A' });
  form.change(at(1), { variables: [] });
  expect(form.getState()).toMatchObject({ typed: {}, begunOn: null });
});

test('folders in front of PATH that are not there are told after they were saved', async () => {
  const main = slowMain();
  const form = createServingForm(main.bridge, 'a');
  form.change(at(1), { pathFolders: '/home/me/bin\n /opt/gone ' });
  const saved = form.save(() => at(2));
  main.answer(ok({ missingFolders: ['/opt/gone'] }));
  expect(await saved).toBe(true);
  expect(main.sent).toMatchObject([{ pathFolders: ['/home/me/bin', '/opt/gone'] }]);
  expect(form.getState()).toMatchObject({ typed: {}, missingFolders: ['/opt/gone'] });
});

test('variables of a file replace those of the same name where they stand; the others come last', () => {
  const form = createServingForm(slowMain().bridge, 'a');
  const saved: LaunchOptions = {
    ...at(1),
    environment: [
      { name: 'A', secret: true, sealed: '' },
      { name: 'B', secret: false, value: '1' },
    ],
  };
  form.takeOver(saved, [
    { name: 'C', value: '3', secret: false },
    { name: 'A', value: 'from the file', secret: true },
  ]);
  expect(draftIn(form.getState())?.variables).toMatchObject([
    { name: 'A', value: 'from the file', secret: true, kept: false },
    { name: 'B', value: '1', kept: false },
    { name: 'C', value: '3', secret: false, kept: false },
  ]);
});
