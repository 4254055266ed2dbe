import { expect, test } from 'vitest';
import { placeOfData } from './served-folder';

test.each([
  ['/opt/pocketbase serve --http=127.0.0.1:80 --dir=/srv/pb_data', '/srv/pb_data'],
  ['./pocketbase serve --dir data', 'data'],
  ['./pocketbase --dir=data serve', 'data'],
  ['/opt/app/pocketbase serve', '/opt/app/pb_data'],
  ['pocketbase serve', 'pb_data'],
  ['my-app serve --dev', 'pb_data'],
  ['timeout 5 pocketbase serve --dir=/srv/pb_data', null],
  ['/usr/bin/sudo /opt/pocketbase serve --dir=/srv/pb_data', null],
  ['pocketbase migrate up --dir=/srv/pb_data', null],
  ['', null],
])('%s serves the data in %s', (line, place) => {
  expect(placeOfData(line.split(' '))).toBe(place);
});
