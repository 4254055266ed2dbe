import { closeSync, openSync, readSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { executableFormat, HEADER_BYTES, runsOn } from './executable-format';

const header = (write: (bytes: Buffer) => void): Buffer => {
  const bytes = Buffer.alloc(HEADER_BYTES);
  write(bytes);
  return bytes;
};
const elf = (machine: number, bigEndian = false): Buffer =>
  header((bytes) => {
    bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, bigEndian ? 2 : 1], 0);
    if (bigEndian) bytes.writeUInt16BE(machine, 18);
    else bytes.writeUInt16LE(machine, 18);
  });
const machO = (processor: number): Buffer =>
  header((bytes) => {
    bytes.writeUInt32LE(0xfeedfacf, 0);
    bytes.writeUInt32LE(processor, 4);
  });
const universal = (...processors: number[]): Buffer =>
  header((bytes) => {
    bytes.writeUInt32BE(0xcafebabe, 0);
    bytes.writeUInt32BE(processors.length, 4);
    processors.forEach((processor, part) => bytes.writeUInt32BE(processor, 8 + part * 20));
  });
const pe = (machine: number): Buffer =>
  header((bytes) => {
    bytes.writeUInt16LE(0x5a4d, 0);
    bytes.writeUInt32LE(0x80, 0x3c);
    bytes.writeUInt32BE(0x50450000, 0x80);
    bytes.writeUInt16LE(machine, 0x84);
  });

describe('executableFormat', () => {
  it.each([
    ['ELF, x64', elf(0x3e), 'linux', ['x64']],
    ['ELF, arm64', elf(0xb7), 'linux', ['arm64']],
    ['ELF, arm', elf(0x28), 'linux', ['arm']],
    ['ELF, s390x, big-endian', elf(0x16, true), 'linux', ['s390x']],
    ['ELF for a processor without a name in Node', elf(0x1234), 'linux', ['unknown']],
    ['Mach-O, x64', machO(0x01000007), 'darwin', ['x64']],
    ['Mach-O, arm64', machO(0x0100000c), 'darwin', ['arm64']],
    ['universal Mach-O', universal(0x01000007, 0x0100000c), 'darwin', ['x64', 'arm64']],
    ['PE, x64', pe(0x8664), 'win32', ['x64']],
    ['PE, arm64', pe(0xaa64), 'win32', ['arm64']],
  ] as const)('recognises %s', (_name, bytes, platform, arches) => {
    expect(executableFormat(bytes)).toEqual({ platform, arches });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a few bytes', Buffer.from('\x7fELF')],
    ['a script', header((bytes) => bytes.write('#!/bin/sh\necho pocketbase version 0.40.6\n'))],
    ['a zip archive', header((bytes) => bytes.write('PK\x03\x04'))],
    ['a Java class file', header((bytes) => bytes.set([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 65], 0))],
    ['a DOS program', header((bytes) => bytes.write('MZ'))],
  ])('does not take %s for a program', (_name, bytes) => {
    expect(executableFormat(bytes)).toBeNull();
  });

  it('says of the Node that runs this that it runs here', () => {
    const file = openSync(process.execPath, 'r');
    const bytes = Buffer.alloc(HEADER_BYTES);
    readSync(file, bytes);
    closeSync(file);
    const format = executableFormat(bytes);
    expect(format && runsOn(format, { platform: process.platform, arch: process.arch })).toBe(true);
    expect(format && runsOn(format, { platform: process.platform, arch: 'mips' })).toBe(false);
  });
});
