import { expect, test } from 'vitest';
import { foldersOf, oneOffArguments, serveArguments } from './arguments';
import { cleanEnvironment } from './environment';

test('every folder, the address and the mode are said explicitly, as one argument each', () => {
  expect(serveArguments(foldersOf('/data/a b; $(rm)'), 8090)).toEqual([
    'serve',
    '--http=127.0.0.1:8090',
    '--publicDir=/data/a b; $(rm)/pb_public',
    '--dir=/data/a b; $(rm)/pb_data',
    '--hooksDir=/data/a b; $(rm)/pb_hooks',
    '--migrationsDir=/data/a b; $(rm)/pb_migrations',
    '--dev=false',
  ]);
  expect(serveArguments(foldersOf('/data'), 8090, undefined, 'network')[1]).toBe('--http=0.0.0.0:8090');
  expect(oneOffArguments(['migrate', 'up'], foldersOf('/data'), '/private')).toEqual([
    'migrate',
    'up',
    '--dir=/data/pb_data',
    '--hooksDir=/private',
    '--migrationsDir=/data/pb_migrations',
    '--dev=false',
  ]);
});

test('a process inherits little, and nothing of ours', () => {
  const ours = {
    PATH: '/bin',
    HOME: '/home/me',
    NODE_OPTIONS: '--require evil',
    ELECTRON_RUN_AS_NODE: '1',
    LD_PRELOAD: '/evil.so',
    DYLD_INSERT_LIBRARIES: '/evil.dylib',
    BASEKEEPER_HOME: '/x',
    AWS_SECRET_ACCESS_KEY: 'secret',
    LANG: undefined,
  };
  expect(cleanEnvironment(ours, { EXTRA: '1' })).toEqual({ PATH: '/bin', HOME: '/home/me', EXTRA: '1' });
});
