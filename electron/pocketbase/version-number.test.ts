import { expect, test } from 'vitest';
import { unknownGenerationInWords } from '../../shared/words/version-notes';
import { supportedVersion } from './version-number';

test.each(['1.0.0', '2.3.4', '10.0.0'])(
  'B16: %s is of a generation that was never tried, so it is refused',
  (version) => {
    const detail = unknownGenerationInWords(version);
    expect(supportedVersion(version)).toEqual({ ok: false, error: { code: 'version-not-available', version, detail } });
  },
);

test.each(['0.22.0', '0.40.6', '0.999.0'])('%s can be kept', (version) => {
  expect(supportedVersion(version)).toEqual({ ok: true, value: version });
});
