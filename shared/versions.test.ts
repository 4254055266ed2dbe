import { describe, expect, it } from 'vitest';
import { newerFirst } from './version-order';
import { instancesUsing, usedByInWords, whyVersionStays } from './versions';

const INSTANCES = [
  { name: 'blog', version: '0.40.6' },
  { name: 'shop', version: '0.40.6' },
  { name: 'crm', version: '0.40.5' },
];
const namesUsing = (version: string): readonly string[] => instancesUsing(version, INSTANCES).map(({ name }) => name);

describe('versions', () => {
  it('are used by the instances pinned to exactly them', () => {
    expect(namesUsing('0.40.6')).toEqual(['blog', 'shop']);
    expect(namesUsing('0.40')).toEqual([]);
    expect(usedByInWords(namesUsing('0.40.6'))).toBe('used by blog, shop');
    expect(usedByInWords(['a', 'b', 'c'])).toBe('used by a, b, c');
    expect(usedByInWords(['a', 'b', 'c', 'd', 'e'])).toBe('used by a, b and 3 others');
    expect(usedByInWords([], ['blog', 'shop'])).toBe('blog, shop can go back to it');
    expect(usedByInWords(['crm'], ['blog'])).toBe('used by crm');
    expect(usedByInWords(namesUsing('0.39.0'))).toBe('not used');
  });

  it('say why they stay', () => {
    expect(whyVersionStays('0.40.6', ['blog'])).toBe('PocketBase 0.40.6 is used by blog.');
    expect(whyVersionStays('0.40.6', [])).toBe('PocketBase 0.40.6 is being installed.');
  });

  it('are sorted by number, not by letter', () => {
    expect(['0.9.0', '0.40.6', '0.40.10'].sort(newerFirst)).toEqual(['0.40.10', '0.40.6', '0.9.0']);
  });
});
