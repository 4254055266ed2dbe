import { expect, test } from 'vitest';
import { connectSnippets } from './connect-snippets';

test('each snippet names the address of this instance', () => {
  const texts = Object.fromEntries(connectSnippets({ port: 8123 }).map(({ kind, text }) => [kind, text]));
  expect(texts).toEqual({
    address: 'http://127.0.0.1:8123',
    admin: 'http://127.0.0.1:8123/_/',
    environment: 'POCKETBASE_URL=http://127.0.0.1:8123',
    javascript: `import PocketBase from 'pocketbase';

const pb = new PocketBase('http://127.0.0.1:8123');`,
    dart: `import 'package:pocketbase/pocketbase.dart';

final pb = PocketBase('http://127.0.0.1:8123');`,
    curl: 'curl "http://127.0.0.1:8123/api/collections/users/records?perPage=5"',
  });
});
