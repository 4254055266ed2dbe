/** Files with holes: what holds nothing but zeros takes no room where the file system can leave it away. */

/** In bytes. What is left out is left out in blocks of this size, counted from the beginning of the file. */
export const HOLE_BYTES = 64 * 1024;

const ZEROS = Buffer.alloc(HOLE_BYTES);

/** Holds nothing but zeros; at most `HOLE_BYTES` long. */
export const isEmptyBlock = (bytes: Buffer): boolean => bytes.equals(ZEROS.subarray(0, bytes.length));

/** Counts what a file takes when its empty blocks are left away. Bytes come in any portions. */
export interface DenseCounter {
  add(bytes: Buffer): void;
  /** Of all so far. */
  total(): number;
}

export function createDenseCounter(): DenseCounter {
  let position = 0;
  let dense = 0;
  /** Of the block that is not complete yet. */
  let isEmpty = true;
  const endBlock = (length: number): void => {
    if (!isEmpty) dense += length;
    isEmpty = true;
  };
  return {
    add: (bytes) => {
      for (let at = 0; at < bytes.length;) {
        const room = HOLE_BYTES - (position % HOLE_BYTES);
        const piece = bytes.subarray(at, at + room);
        isEmpty = isEmpty && isEmptyBlock(piece);
        at += piece.length;
        position += piece.length;
        if (position % HOLE_BYTES === 0) endBlock(HOLE_BYTES);
      }
    },
    total: () => dense + (isEmpty ? 0 : position % HOLE_BYTES),
  };
}
