import { describe, expect, it } from 'vitest';
import { newestOfEach, versionChoices, versionNote } from './version-choices';

const installed = [
  { version: '0.9.2', source: 'chosen by hand' },
  { version: '0.40.6', source: 'official release' },
];

describe('the versions on offer', () => {
  it('names each once, newest first', () => {
    const onTheWay = [{ version: '0.28.4', step: 'Downloading', receivedBytes: 0, totalBytes: null }];
    expect(versionChoices(installed, onTheWay, '0.40.6')).toEqual(['0.40.6', '0.28.4', '0.9.2']);
  });

  it('names others that are known, and no empty one', () => {
    expect(versionChoices(installed, [], '', '0.40.6', '0.39.11')).toEqual(['0.40.6', '0.39.11', '0.9.2']);
  });

  it('takes the newest of each series of what can be had', () => {
    expect(newestOfEach(['0.9.2', '0.40.5', '0.40.6', '0.28.4', '0.40.10'])).toEqual(['0.40.10', '0.28.4', '0.9.2']);
    expect(newestOfEach([])).toEqual([]);
  });

  it('says where each comes from', () => {
    expect(versionNote('0.40.6', installed)).toBe('installed · official release');
    expect(versionNote('0.28.4', installed)).toBe('will be downloaded');
    expect(versionNote('0.2', installed)).toBeUndefined();
    expect(versionNote('1.0.0', installed)).toBe('not known to this Basekeeper');
  });
});
