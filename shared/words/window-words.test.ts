import { expect, test } from 'vitest';
import { ENDED_BY_BUG, windowFailed, windowLoadedAgain } from './window-words';

test('a window that was loaded again says why, what it did not touch, and what is gone', () => {
  expect(windowLoadedAgain('crashed').text).toBe(
    'Its process ended (crashed). Your instances were not affected. Check what you had typed and not saved: it is gone.',
  );
  expect(windowLoadedAgain('unresponsive').text).toMatch(/^It no longer answered\. /);
});

test('a window that failed says that instances are supervised on, and what to do', () => {
  expect(windowFailed('oom')).toEqual({
    id: 'window-failed',
    title: 'The window failed',
    text: 'Its process ended (oom), several times within a minute. Your instances are still being supervised. Try again, or quit Basekeeper and open it again.',
  });
});

test('an end of Basekeeper after an error of its own says what became of the instances, and what to do', () => {
  expect(ENDED_BY_BUG.body).toBe(
    'Its instances were asked to end in order. Open it again: what is meant to run is started. The error is in its log.',
  );
});
