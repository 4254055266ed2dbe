import { expect, test } from 'vitest';
import { homeInUseWords, homeNotLocked } from './home-words';

const holder = { pid: 7, host: 'desk', since: '2026-03-02T10:00:00Z', headless: false };

test('of one that lives here it is said which process it is, since when, and that it was left alone', () => {
  const { title, text } = homeInUseWords({ code: 'home-in-use', path: '/h/lock/3.json', where: 'here', holder });
  expect(title).toBe('Basekeeper is running already, but does not answer');
  expect(text).toMatch(
    /^Process 7 has had the list of instances since 2 Mar 2026, \d\d:\d\d\. .*was left alone.*end that process/,
  );
});

test('of one without a window it is said how to have one', () => {
  const headless = { ...holder, headless: true };
  const { title, text } = homeInUseWords({ code: 'home-in-use', path: '/h', where: 'here', holder: headless });
  expect(title).toBe('Basekeeper is running without a window');
  expect(text).toMatch(
    /^Process 7 \(basekeeper serve\) .*nothing was started here\..*systemctl --user stop basekeeper/,
  );
});

test('of one elsewhere the computer is named, and which file to delete when it is certain that it has ended', () => {
  const { title, text } = homeInUseWords({ code: 'home-in-use', path: '/h/lock/3.json', where: 'elsewhere', holder });
  expect(title).toBe('Basekeeper is running on desk');
  expect(text).toMatch(/^Process 7 on desk .*Quit Basekeeper there\. .*delete \/h\/lock\/3\.json/);
});

test('a file that cannot be read is named', () => {
  const { text } = homeInUseWords({ code: 'home-in-use', path: '/h/lock/3.json', where: 'elsewhere', holder: null });
  expect(text).toMatch(/^\/h\/lock\/3\.json says who .*cannot be read.*delete that file/);
});

test('where no lock could be written, what that means is said', () => {
  expect(homeNotLocked('the drive is full').text).toMatch(/: the drive is full\. Do not open it a second time/);
});
