import { describe, expect, it } from 'vitest';
import { goBackUntil, namesGoingBackTo, newerVersion, openChange, shouldTryFirst } from './change-of-version';

const upgrade = { from: '0.39.11', to: '0.40.6', at: '2026-11-26T14:15:30.000Z', backupId: 'b', backupFolder: null };

describe('going back', () => {
  it('is offered for seven days', () => {
    const until = goBackUntil(upgrade).getTime();
    expect((until - Date.parse(upgrade.at)) / 86_400_000).toBeCloseTo(7, 0);
    expect(openChange(upgrade, until)).toBe(upgrade);
    expect(openChange(upgrade, until + 1)).toBeNull();
    expect(openChange(null, 0)).toBeNull();
  });

  it('needs the version from before, as long as it is offered', () => {
    const instances = [
      { name: 'blog', upgrade },
      { name: 'shop', upgrade: null },
    ];
    const until = goBackUntil(upgrade).getTime();
    expect(namesGoingBackTo('0.39.11', instances, until)).toEqual(['blog']);
    expect(namesGoingBackTo('0.40.6', instances, until)).toEqual([]);
    expect(namesGoingBackTo('0.39.11', instances, until + 1)).toEqual([]);
  });

  it('is not offered when the time of the change is not known', () => {
    expect(openChange({ ...upgrade, at: 'yesterday' }, 0)).toBeNull();
  });
});

describe('a newer version', () => {
  it('is the newest that is known of', () => {
    expect(newerVersion('0.39.11', ['0.40.6', '0.9.2', '0.28.4'])).toBe('0.40.6');
  });
  it('is none of a generation that is not known', () => {
    expect(newerVersion('0.39.11', ['1.0.0', '0.40.6'])).toBe('0.40.6');
    expect(newerVersion('0.40.6', ['1.0.0'])).toBeNull();
  });
  it('is none where the instance has the newest already, or nothing is known', () => {
    expect(newerVersion('0.40.6', ['0.40.6', '0.28.4'])).toBeNull();
    expect(newerVersion('0.40.6', [])).toBeNull();
  });
});

describe('trying it on a copy first', () => {
  it.each([
    ['0.22.27', '0.40.6', true],
    ['0.22.27', '0.23.0', true],
    ['0.40.6', '0.39.11', true],
    ['0.39.11', '0.40.6', false],
    ['0.21.0', '0.22.27', false],
  ])('from %s to %s: %s', (from, to, expected) => {
    expect(shouldTryFirst(from, to)).toBe(expected);
  });
});
