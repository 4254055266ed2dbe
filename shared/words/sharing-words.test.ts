import { expect, test } from 'vitest';
import { sharingEnded } from './sharing-words';

const blog = { id: 'aaaaaaaaaaaaaaa', name: 'blog' };

test('why sharing has ended, and what holds now', () => {
  expect(sharingEnded(blog, 'time')).toMatchObject({
    title: 'blog is no longer shared',
    text: 'Its time is over. Only programs on this computer can reach it.',
    isNews: true,
  });
  expect(sharingEnded(blog, 'network').text).toContain('another network');
  expect(sharingEnded(blog, 'sleep').text).toContain('went to sleep');
  expect(sharingEnded(blog, 'away').text).toContain('while Basekeeper was closed');
});
