import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  listeningInodes,
  listenersFromNetstat,
  listenersOnPort,
  listensOnPort,
  ownersFromLsof,
  placesFromLsof,
  type ListensAt,
} from './listening-socket';

describe('procfs', () => {
  const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F9A 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1 0000000000000000 100 0 0 10 0
   1: 00000000:1F9A 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 222 1 0000000000000000 100 0 0 10 0
   2: 0100007F:1F9A 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 333 1 0000000000000000 20 4 30 10 -1
   3: 0100007F:D431 0100007F:1F9A 01 00000000:00000000 00:00000000 00000000  1000        0 444 1 0000000000000000 20 4 30 10 -1
   4: 0100007F:11F9 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 555 1 0000000000000000 100 0 0 10 0
   5: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 666 1 0000000000000000 100 0 0 10 0
   6: 0501A8C0:1F9A 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 888 1 0000000000000000 100 0 0 10 0
`;
  const TCP6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000001000000:1F9A 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 777 1 0000000000000000 100 0 0 10 0
   1: 00000000000000000000000000000000:1F9B 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 999 1 0000000000000000 100 0 0 10 0
   2: 0000000000000000FFFF00000100007F:1F9B 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 998 1 0000000000000000 100 0 0 10 0
   3: 0000000000000000FFFF00000501A8C0:1F9B 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 997 1 0000000000000000 100 0 0 10 0
`;

  test.each<readonly [string, string, number, readonly (readonly [string, ListensAt])[]]>([
    [
      'every listener on the port and where it listens, without its connections',
      TCP,
      8090,
      [
        ['111', 'loopback'],
        ['222', 'everywhere'],
        ['888', 'elsewhere'],
      ],
    ],
    ['IPv6 too', TCP6, 8090, [['777', 'loopback']]],
    [
      'IPv6 for all addresses, and IPv4 within IPv6',
      TCP6,
      8091,
      [
        ['999', 'everywhere'],
        ['998', 'loopback'],
        ['997', 'elsewhere'],
      ],
    ],
    ['a port whose number begins with zeros', TCP, 80, [['666', 'loopback']]],
    ['nobody', TCP, 8091, []],
    ['nobody where only the last digits are the same', TCP, 0xf9, []],
    ['nobody in an empty table', '', 8090, []],
    ['nobody in a table of another shape', 'sl local\n 0: 0100007F:1F9A 0 0A', 8090, []],
  ])('%s', (_what, table, port, inodes) => {
    const found = listeningInodes(table, port);
    expect(found.map(({ inode, at }) => [inode, at])).toEqual(inodes);
    // Root alone opens a port below 1024 here.
    expect(found.map(({ user }) => user)).toEqual(inodes.map(() => (port < 1024 ? '0' : '1000')));
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

  test('says where each process listens', () => {
    const text =
      'p12\ncnginx\nf6\nn192.168.1.5:8090\nf7\nn[fe80::1]:8090\np123\ncpocketbase\nf8\nn*:8090\np345\ncnode\nf8\nn127.0.0.1:8090\nf9\nn[::1]:8090\n';
    expect(ownersFromLsof(text).map(({ pid }) => pid)).toEqual([12, 123, 345]);
    expect(placesFromLsof(text, 12)).toEqual(['elsewhere', 'elsewhere']);
    expect(placesFromLsof(text, 123)).toEqual(['everywhere']);
    expect(placesFromLsof(text, 345)).toEqual(['loopback', 'loopback']);
    expect(placesFromLsof(text, 1)).toEqual([]);
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

  test.each<readonly [string, number, readonly (readonly [number, ListensAt])[]]>([
    [
      'each listener and where it listens',
      8090,
      [
        [4242, 'loopback'],
        [4242, 'loopback'],
        [6666, 'everywhere'],
      ],
    ],
    ['one on all addresses', 135, [[1044, 'everywhere']]],
    ['in whatever language the state is given', 8091, [[9999, 'loopback']]],
    ['nobody', 809, []],
  ])('%s', (_what, port, found) => {
    expect(listenersFromNetstat(TABLE, port)).toEqual(found.map(([pid, at]) => ({ pid, at })));
  });
});

test.runIf(process.platform === 'linux').each([
  ['127.0.0.1', 'this-computer', 'network'],
  ['127.0.0.2', 'this-computer', 'network'],
  ['::1', 'this-computer', 'network'],
  ['0.0.0.0', 'network', 'this-computer'],
  ['::', 'network', 'this-computer'],
] as const)(
  'B12: a real listener on %s is found by pid and name while it listens, for %s and not for %s',
  async (host, networkAccess, other) => {
    const server = createServer();
    server.listen(0, host);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await listenersOnPort(port)).toEqual([{ pid: process.pid, name: basename(process.execPath) }]);
    expect(await listensOnPort(process.pid, port, networkAccess)).toBe(true);
    expect(await listensOnPort(process.pid, port, other)).toBe(false);
    expect(await listensOnPort(process.ppid, port, networkAccess)).toBe(false);
    server.close();
    await once(server, 'close');
    expect(await listenersOnPort(port)).toEqual([]);
    expect(await listensOnPort(process.pid, port, networkAccess)).toBe(false);
  },
);

test.runIf(process.platform === 'linux')(
  'B12: who listens on all addresses besides is not for this computer only',
  async () => {
    const [inner, outer] = [createServer(), createServer()];
    inner.listen(0, '::1');
    await once(inner, 'listening');
    const { port } = inner.address() as AddressInfo;
    expect(await listensOnPort(process.pid, port, 'this-computer')).toBe(true);
    outer.listen(port, '0.0.0.0');
    await once(outer, 'listening');
    expect(await listensOnPort(process.pid, port, 'this-computer')).toBe(false);
    expect(await listensOnPort(process.pid, port, 'network')).toBe(true);
    for (const server of [inner, outer]) {
      server.close();
      await once(server, 'close');
    }
  },
);
