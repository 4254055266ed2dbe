import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkIn, parseDeepLink } from './deep-link';

const ID = 'abcdefghij01234';

test.each([
  [`basekeeper://instance/${ID}`, { instanceId: ID, incidentId: null }],
  [`basekeeper://instance/${ID}/`, { instanceId: ID, incidentId: null }],
  [`basekeeper://instance/${ID}/incidents/${ID}`, { instanceId: ID, incidentId: ID }],
])('%s shows something', (text, link) => {
  expect(parseDeepLink(text)).toEqual(link);
});

test.each([
  '',
  'basekeeper://',
  'basekeeper://instance/',
  'basekeeper://instance/short',
  `basekeeper://instance/${ID}/start`,
  `basekeeper://instance/${ID}/incidents`,
  `basekeeper://instance/${ID}/incidents/../x`,
  `basekeeper://instance/${ID}?run=1`,
  `basekeeper://instance/${ID}\n--serve`,
  `basekeeper://INSTANCE/${ID}`,
  `https://instance/${ID}`,
  ` basekeeper://instance/${ID}`,
])('%j shows nothing', (text) => {
  expect(parseDeepLink(text)).toBeNull();
});

test('whatever else is given shows nothing', () => {
  fc.assert(fc.property(fc.string(), (text) => parseDeepLink(text) === null));
  expect(linkIn(['/usr/bin/basekeeper', '--background', `basekeeper://instance/${ID}`, 'x'])).toMatchObject({
    instanceId: ID,
  });
  expect(linkIn(['a', 'b'])).toBeNull();
});
