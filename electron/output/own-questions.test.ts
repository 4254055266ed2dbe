import { expect, test } from 'vitest';
import { withoutOwnQuestions } from './own-questions';

test('our own health questions are not shown, those of others are', () => {
  expect(withoutOwnQuestions(['INFO GET /api/health?basekeeper', 'INFO GET /api/health', 'hello'])).toEqual([
    'INFO GET /api/health',
    'hello',
  ]);
});
