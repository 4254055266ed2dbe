import { describe, expect, it } from 'vitest';
import { imageAddress } from './images';

const pictures = { '../../docs/images/running-light.png': './assets/running-light-1a2b.png' };

describe('a picture of the documentation', () => {
  it('is found by its name, wherever the text is read from', () => {
    expect(imageAddress('images/running-light.png', pictures)).toBe('./assets/running-light-1a2b.png');
  });

  it('is left out when the app does not carry it', () => {
    expect(imageAddress('https://example.com/other.png', pictures)).toBeNull();
    expect(imageAddress(undefined, pictures)).toBeNull();
  });
});
