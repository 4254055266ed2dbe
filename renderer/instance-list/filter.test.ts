import { describe, expect, it } from 'vitest';
import type { Instance } from '../../shared/instance';
import { SEARCH_FROM, visibleInstances } from './filter';

const instances = Array.from(
  { length: SEARCH_FROM },
  (_, index) => ({ name: index === 0 ? 'Blog' : `app ${index}`, port: 8090 + index, version: '0.40.6' }) as Instance,
);

describe('finding an instance', () => {
  it('looks at the name in any case, and at the beginning of port and version', () => {
    expect(visibleInstances(instances, ' blog ').map(({ name }) => name)).toEqual(['Blog']);
    expect(visibleInstances(instances, '8091').map(({ port }) => port)).toEqual([8091]);
    expect(visibleInstances(instances, '0.40')).toHaveLength(SEARCH_FROM);
  });

  it('never hides anything of a list that shows no search field', () => {
    const few = instances.slice(1);
    expect(visibleInstances(few, 'blog')).toBe(few);
  });
});
