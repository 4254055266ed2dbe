/** Reads from a file's first bytes which system and processor it was made for. */
import type { Target } from './sources/source';

/** Bytes that `executableFormat` wants to see, from the start of the file. */
export const HEADER_BYTES = 4096;

/** A program and the processors it has code for. */
export interface ExecutableFormat {
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** In Node's words; `unknown` for processors that Node has no word for. */
  readonly arches: readonly string[];
}

const ELF_MACHINES: Readonly<Record<number, string>> = {
  0x03: 'ia32',
  0x15: 'ppc64',
  0x16: 's390x',
  0x28: 'arm',
  0x3e: 'x64',
  0xb7: 'arm64',
  0xf3: 'riscv64',
};
const MACH_PROCESSORS: Readonly<Record<number, string>> = { 0x01000007: 'x64', 0x0100000c: 'arm64' };
const PE_MACHINES: Readonly<Record<number, string>> = { 0x014c: 'ia32', 0x8664: 'x64', 0xaa64: 'arm64' };

const MACH_64 = 0xfeedfacf;
const MACH_UNIVERSAL = 0xcafebabe;
const UNIVERSAL_MAX_PARTS = 8;

/** Null for everything that is not an ELF, Mach-O or PE program: scripts, archives, texts. */
export function executableFormat(header: Buffer): ExecutableFormat | null {
  if (header.length < 64) return null;
  if (header.readUInt32BE(0) === 0x7f454c46) {
    const machine = header[5] === 2 ? header.readUInt16BE(18) : header.readUInt16LE(18);
    return { platform: 'linux', arches: [ELF_MACHINES[machine] ?? 'unknown'] };
  }
  if (header.readUInt32LE(0) === MACH_64) {
    return { platform: 'darwin', arches: [MACH_PROCESSORS[header.readUInt32LE(4)] ?? 'unknown'] };
  }
  if (header.readUInt32BE(0) === MACH_UNIVERSAL) {
    const parts = header.readUInt32BE(4);
    // The same four bytes start a Java class file; there, a version number of 45 or more stands in this place.
    if (parts === 0 || parts > UNIVERSAL_MAX_PARTS || header.length < 8 + parts * 20) return null;
    const arches = Array.from(
      { length: parts },
      (_, part) => MACH_PROCESSORS[header.readUInt32BE(8 + part * 20)] ?? 'unknown',
    );
    return { platform: 'darwin', arches };
  }
  if (header.readUInt16LE(0) === 0x5a4d) {
    const offset = header.readUInt32LE(0x3c);
    if (offset + 6 > header.length || header.readUInt32BE(offset) !== 0x50450000) return null;
    return { platform: 'win32', arches: [PE_MACHINES[header.readUInt16LE(offset + 4)] ?? 'unknown'] };
  }
  return null;
}

export const runsOn = (format: ExecutableFormat, target: Target): boolean =>
  format.platform === target.platform && format.arches.includes(target.arch);
