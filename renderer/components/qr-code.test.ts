import jsQR from 'jsqr';
import { expect, test } from 'vitest';
import { drawnAs } from './qr-code';

/** The squares of the drawing, as a camera sees them: some pixels each. */
function photographed(text: string): { readonly pixels: Uint8ClampedArray; readonly side: number } {
  const { size, path } = drawnAs(text);
  const scale = 4;
  const side = size * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let dy = 0; dy < scale; dy += 1) {
      for (let dx = 0; dx < scale; dx += 1) {
        const at = ((Number(y) * scale + dy) * side + Number(x) * scale + dx) * 4;
        pixels.fill(0, at, at + 3);
      }
    }
  }
  return { pixels, side };
}

test.each(['http://192.168.1.20:8090', 'http://10.0.0.1:65535'])('a phone reads %s', (address) => {
  const { pixels, side } = photographed(address);
  expect(jsQR(pixels, side, side)?.data).toBe(address);
});
