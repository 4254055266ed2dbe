import { describe, expect, test } from 'vitest';
import { servedFolder } from './data-owner';
import { recogniseAmong, type ProcessMarks } from './process-identity';
import { membersAmong } from './run-members';
import { processesIn, type WindowsProcess } from './windows-processes';

/** As basekeeper-processes.exe printed it: a service of another user, pocketbase of ours, what a hook of it started. */
const LIST = [
  String.raw`{"pid":56,"parent":40,"name":"services.exe","startedAt":"134405226766672240","executable":"C:\\windows\\system32\\services.exe","arguments":null,"folder":"","runId":null,"processorMs":10,"memoryBytes":19046400}`,
  String.raw`{"pid":592,"parent":32,"name":"pocketbase.exe","startedAt":"134405226833700900","executable":"C:\\Users\\Jörg 北京\\versions\\0.40.6\\pocketbase.exe","arguments":["C:\\Users\\Jörg 北京\\versions\\0.40.6\\pocketbase.exe","serve","--dir=C:\\Users\\Jörg 北京\\blog\\pb_data","--http=127.0.0.1:8090"],"folder":"C:\\Users\\Jörg 北京\\blog\\","runId":"run-one","processorMs":20,"memoryBytes":41943040}`,
  String.raw`{"pid":604,"parent":592,"name":"node.exe","startedAt":"134405226843700900","executable":"C:\\Program Files\\nodejs\\node.exe","arguments":["node","build.js"],"folder":"C:\\Users\\Jörg 北京\\blog\\","runId":"run-one","processorMs":0,"memoryBytes":31943040}`,
  '',
].join('\r\n');

const shown = processesIn(LIST);
const pocketbase = shown[1] as WindowsProcess;
const marks: ProcessMarks = {
  pid: 592,
  startedAt: '134405226833700900',
  bootId: '0x12',
  executable: pocketbase.executable,
  dataArgument: '--dir=C:\\Users\\Jörg 北京\\blog\\pb_data',
  runId: 'run-one',
};

test('a line for each process, and nothing of an empty answer', () => {
  expect(shown.map(({ pid, name }) => [pid, name])).toEqual([
    [56, 'services.exe'],
    [592, 'pocketbase.exe'],
    [604, 'node.exe'],
  ]);
  expect(processesIn('')).toEqual([]);
});

describe('is it the process from before?', () => {
  test.each<readonly [string, Partial<ProcessMarks>, ReturnType<typeof recogniseAmong>]>([
    ['the very same', {}, 'same'],
    ['written with other capitals', { executable: pocketbase.executable.toUpperCase() }, 'same'],
    ['of another run', { runId: 'run-two' }, 'gone'],
    ['another pid', { pid: 593 }, 'gone'],
    ['of another user', { pid: 56 }, 'uncertain'],
    ['another program', { executable: 'C:\\other.exe' }, 'uncertain'],
    ['another folder', { dataArgument: '--dir=C:\\other' }, 'uncertain'],
  ])('%s', (_name, more, recognition) => {
    expect(recogniseAmong(shown, { ...marks, ...more })).toBe(recognition);
  });

  test('nobody tells', () => expect(recogniseAmong(null, marks)).toBe('uncertain'));

  test('where its environment is not shown, who began at that very moment may be ours, and others are not', () => {
    const unread = shown.map((one) => ({ ...one, runId: null }));
    expect(recogniseAmong(unread, marks)).toBe('uncertain');
    expect(recogniseAmong(unread, { ...marks, startedAt: 'in use' })).toBe('gone');
  });
});

describe('what belongs to a run', () => {
  const numbers = (more: Partial<Parameters<typeof membersAmong>[1]>): readonly number[] =>
    membersAmong(shown, { leader: marks, runId: 'run-one', isGroupOurs: false, ...more }).map(({ pid }) => pid);

  test('its first process, and what carries its id', () => expect(numbers({})).toEqual([592, 604]));
  test('not who has the number of the first one by now', () =>
    expect(numbers({ leader: { ...marks, pid: 56 } })).toEqual([592, 604]));
  test('without an id only the first one', () => expect(numbers({ runId: '' })).toEqual([592]));
});

describe.skipIf(process.platform === 'win32')('the folder that a command line serves', () => {
  const served = (command: readonly string[] | null, folder = '/home/x/'): string | null =>
    servedFolder({ ...pocketbase, executable: '/opt/pb/pocketbase', arguments: command, folder });

  test('named, in both ways, relative to the folder of the process', () => {
    expect(served(['pb', 'serve', '--dir=/data'])).toBe('/data');
    expect(served(['pb', 'serve', '--dir', 'data'])).toBe('/home/x/data');
  });
  test('beside the program, where none is named', () => expect(served(['pb', 'serve'])).toBe('/opt/pb/pb_data'));
  test('none: another command, another program, or nothing is shown', () => {
    expect(served(['pb', 'migrate'])).toBeNull();
    expect(served([])).toBeNull();
    expect(served(null)).toBeNull();
  });
});
