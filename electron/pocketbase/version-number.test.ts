import { expect, test } from 'vitest';
import { supportedVersion } from './version-number';

test.each(['1.0.0', '2.3.4', '10.0.0', '1.0.0-rc1'])(
  'B16: %s is of a generation that was never tried, so it is refused',
  (version) => {
    const detail = `Basekeeper does not know the generation of PocketBase ${version}: it was tried up to 0.40.6, and a new first number may mean another kind of data and command line. Look for a newer Basekeeper.`;
    expect(supportedVersion(version)).toEqual({ ok: false, error: { code: 'version-not-available', version, detail } });
  },
);

test.each(['0.22.0', '0.40.6', '0.999.0'])('%s can be kept', (version) => {
  expect(supportedVersion(version)).toEqual({ ok: true, value: version });
});
