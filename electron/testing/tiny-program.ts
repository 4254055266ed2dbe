/** The smallest real programs for Linux on x64, written byte by byte: tests run them where a script would not count as one. */
import { writeFileSync } from 'node:fs';

const BASE = 0x400000n;
const HEADERS_BYTES = 64 + 56;

/** Writes `text` to standard output and ends with `exitCode`. */
export function printingProgram(text: string, exitCode = 0): Buffer {
  const message = Buffer.from(text);
  const exit = [0xb8, 60, 0, 0, 0, 0xbf, exitCode, 0, 0, 0, 0x0f, 0x05];
  // mov eax, 1 (write); mov edi, 1; lea rsi, [rip + distance]; mov edx, length; syscall
  const distance = 4 + 1 + 2 + exit.length;
  const write = [0xb8, 1, 0, 0, 0, 0xbf, 1, 0, 0, 0, 0x48, 0x8d, 0x35, ...int32(distance), 0xba];
  return program(Buffer.concat([Buffer.from([...write, ...int32(message.length), 0x0f, 0x05, ...exit]), message]));
}

/** Waits for ever: pause(2) in a loop. */
export const waitingProgram = (): Buffer => program(Buffer.from([0xb8, 34, 0, 0, 0, 0x0f, 0x05, 0xeb, 0xf7]));

/** The same program, said to be for another processor. */
export function forArm64(bytes: Buffer): Buffer {
  const other = Buffer.from(bytes);
  other.writeUInt16LE(0xb7, 18);
  return other;
}

/** Writes a program to `path` and returns the path. */
export function writeProgram(path: string, bytes: Buffer, mode = 0o755): string {
  writeFileSync(path, bytes, { mode });
  return path;
}

function int32(value: number): readonly number[] {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return [...bytes];
}

/** One header, one segment that holds the whole file, and the code. */
function program(code: Buffer): Buffer {
  const size = BigInt(HEADERS_BYTES + code.length);
  const header = Buffer.alloc(HEADERS_BYTES);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1], 0);
  header.writeUInt16LE(2, 16); // executable
  header.writeUInt16LE(0x3e, 18); // x64
  header.writeUInt32LE(1, 20);
  header.writeBigUInt64LE(BASE + BigInt(HEADERS_BYTES), 24); // entry point
  header.writeBigUInt64LE(64n, 32); // program headers
  header.writeUInt16LE(64, 52);
  header.writeUInt16LE(56, 54);
  header.writeUInt16LE(1, 56);
  header.writeUInt32LE(1, 64); // to be loaded
  header.writeUInt32LE(5, 68); // readable, executable
  header.writeBigUInt64LE(BASE, 80);
  header.writeBigUInt64LE(BASE, 88);
  header.writeBigUInt64LE(size, 96);
  header.writeBigUInt64LE(size, 104);
  header.writeBigUInt64LE(0x1000n, 112);
  return Buffer.concat([header, code]);
}
