import { expect, test } from 'vitest';
import { BACKUP_FOLDER_RULES } from './backup-folder-words';
import { DATA_RULES } from './data-words';
import { ENVIRONMENT_FILE_RULES } from './environment-words';
import { errorWords } from './error-words';
import { ARCHIVE_RULES } from './executable-archive-words';
import { EXECUTABLE_RULES } from './executable-words';
import { folderCannotBe, PLACE_RULES } from './folder-words';
import { OPENED_FOLDER_RULES } from './opened-folder-words';
import { PLACE_NOT_SUITED } from './place-words';

const ALL = [
  ARCHIVE_RULES,
  BACKUP_FOLDER_RULES,
  DATA_RULES,
  ENVIRONMENT_FILE_RULES,
  EXECUTABLE_RULES,
  OPENED_FOLDER_RULES,
  PLACE_NOT_SUITED,
  PLACE_RULES,
].flatMap((rules) => Object.values(rules));

test.each(ALL)('“… %s” ends a sentence that begins with a path', (rule) => {
  expect(rule).toMatch(/^(?:is|has|had|holds|lies|leads|contains|belongs|changed|was|does)\b.*[^.!?]$/s);
});

test('what the system refuses is told in our words where there are some, else in its own', () => {
  const refused = (code: string) => ({ code, message: `${code}: no, mkdir '/data'` });
  expect(folderCannotBe('created', refused('ENOSPC'))).toBe('is on a drive without free space');
  expect(folderCannotBe('written', refused('EIO'))).toBe("cannot be written (EIO: no, mkdir '/data')");
  const rule = folderCannotBe('used', refused('EROFS'));
  expect(errorWords({ code: 'folder-not-usable', path: '/data', rule }).text).toBe(
    '/data is on a read-only drive. Choose another folder.',
  );
});
