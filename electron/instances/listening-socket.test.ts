import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listeningInodes, listenersOnPort, listensOnPort, ownersFromLsof, pidsFromNetstat } from './listening-socket';

describe('procfs', () => {
  const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F9A 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1 0000000000000000 100 0 0 10 0
   1: 00000000:1F9A 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 222 1 0000000000000000 100 0 0 10 0
   2: 0100007F:1F9A 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 333 1 0000000000000000 20 4 30 10 -1
   3: 0100007F:D431 0100007F:1F9A 01 00000000:00000000 00:00000000 00000000  1000        0 444 1 0000000000000000 20 4 30 10 -1
   4: 0100007F:11F9 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 555 1 0000000000000000 100 0 0 10 0
   5: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 666 1 0000000000000000 100 0 0 10 0
`;
  const TCP6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000001000000:1F9A 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 777 1 0000000000000000 100 0 0 10 0
`;

  test.each<readonly [string, string, number, readonly string[]]>([
    ['every listener on the port, without its connections', TCP, 8090, ['111', '222']],
    ['IPv6 too', TCP6, 8090, ['777']],
    ['a port whose number begins with zeros', TCP, 80, ['666']],
    ['nobody', TCP, 8091, []],
    ['nobody where only the last digits are the same', TCP, 0xf9, []],
    ['nobody in an empty table', '', 8090, []],
    ['nobody in a table of another shape', 'sl local\n 0: 0100007F:1F9A 0 0A', 8090, []],
  ])('%s', (_what, table, port, inodes) => {
    expect(listeningInodes(table, port)).toEqual(inodes);
  });
});

describe('lsof', () => {
  test.each<readonly [string, readonly (readonly [number, string])[]]>([
    [
      'p12\ncnginx\nf6\np345\ncpocketbase\nf8\nf9\n',
      [
        [12, 'nginx'],
        [345, 'pocketbase'],
      ],
    ],
    ['p12\ncGoogle Chrome He\nf6\n', [[12, 'Google Chrome He']]],
    ['', []],
    ['lsof: WARNING: can’t stat() fuse file system\n', []],
  ])('%j', (text, owners) => {
    expect(ownersFromLsof(text)).toEqual(owners.map(([pid, name]) => ({ pid, name })));
  });
});

describe('netstat', () => {
  const TABLE = [
    '',
    'Active Connections',
    '',
    '  Proto  Local Address          Foreign Address        State           PID',
    '  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1044',
    '  TCP    127.0.0.1:8090         0.0.0.0:0              LISTENING       4242',
    '  TCP    127.0.0.1:8090         127.0.0.1:50211        ESTABLISHED     4242',
    '  TCP    127.0.0.1:8090         127.0.0.1:50212        TIME_WAIT       0',
    '  TCP    127.0.0.1:50211        127.0.0.1:8090         ESTABLISHED     7777',
    '  TCP    [::1]:8090             [::]:0                 LISTENING       4242',
    '  TCP    127.0.0.1:18090        0.0.0.0:0              LISTENING       5555',
    '  TCP    [::]:8090              [::]:0                 LISTENING       6666',
    '  TCP    127.0.0.1:80900        0.0.0.0:0              ABHÖREN         8888',
    '  TCP    [::1]:8091             [::]:0                 ABHÖREN         9999',
    '',
  ].join('\r\n');

  test.each([
    ['each listener once', 8090, [4242, 6666]],
    ['in whatever language the state is given', 8091, [9999]],
    ['nobody', 809, []],
  ])('%s', (_what, port, pids) => {
    expect(pidsFromNetstat(TABLE, port)).toEqual(pids);
  });
});

test.runIf(process.platform === 'linux').each(['127.0.0.1', '::1', '0.0.0.0'])(
  'a real listener on %s is found by pid and name while it listens, and not afterwards',
  async (host) => {
    const server = createServer();
    server.listen(0, host);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await listenersOnPort(port)).toEqual([{ pid: process.pid, name: basename(process.execPath) }]);
    expect(await listensOnPort(process.pid, port)).toBe(true);
    expect(await listensOnPort(process.ppid, port)).toBe(false);
    server.close();
    await once(server, 'close');
    expect(await listenersOnPort(port)).toEqual([]);
    expect(await listensOnPort(process.pid, port)).toBe(false);
  },
);
