import { expect, test } from 'vitest';
import type { IncidentCause } from './incident-cause';
import { remediesFor } from './incident-remedies';
import type { WhatChanged } from './what-changed';

const named: WhatChanged = {
  since: null,
  changes: [],
  more: 0,
  suspect: { folder: 'pb_hooks', path: 'serve.pb.js' },
};

test.each<[IncidentCause, WhatChanged | undefined, readonly string[]]>([
  ['killed', undefined, ['start-again']],
  ['port-taken', undefined, ['other-port', 'start-again']],
  ['hook-failed', named, ['open-file', 'without-hooks', 'start-again']],
  // No file to open where none is known.
  ['hook-failed', undefined, ['without-hooks', 'start-again']],
  ['no-answer', named, ['start-again', 'open-file', 'without-hooks']],
  ['wrong-encryption-key', undefined, ['enter-key', 'start-again']],
  ['disk-full', undefined, ['free-space', 'start-again']],
  ['database-damaged', undefined, ['restore-backup', 'open-folder', 'start-again']],
])('out of “%s”', (cause, whatChanged, expected) => {
  expect(remediesFor({ cause, ...(whatChanged === undefined ? {} : { whatChanged }) })).toEqual(expected);
});
