import { describe, expect, it } from 'vitest';
import { availableRows, FILTER_FROM, filterRows } from './rows';

const offered = (...versions: string[]) =>
  versions.map((version) => ({ version, publishedAt: null, sizeBytes: 12_000_000 }));
const many = offered(...Array.from({ length: FILTER_FROM }, (_, minor) => `0.${String(40 - minor)}.1`));
const versions = (rows: readonly { readonly version: string }[]) => rows.map(({ version }) => version);

describe('the available versions', () => {
  it('name what is on its way as well, each once, newest first', () => {
    const rows = availableRows(offered('0.40.6', '0.28.4'), [{ version: '0.36.9' }, { version: '0.28.4' }]);
    expect(versions(rows)).toEqual(['0.40.6', '0.36.9', '0.28.4']);
  });

  it('are filtered by what is typed, once there are many', () => {
    expect(versions(filterRows(many, ' v0.40 '))).toEqual(['0.40.1']);
    expect(versions(filterRows(many, '31'))).toEqual(['0.31.1']);
    expect(filterRows(many, '')).toEqual(many);
    expect(filterRows(many, '9.9')).toEqual([]);
    expect(versions(filterRows(offered('0.40.6', '0.28.4'), '0.40'))).toEqual(['0.40.6', '0.28.4']);
  });
});
