/**
 * Prints the part of CHANGELOG.md about a version: `node build/release-notes.ts 0.2.0`. Needs nothing but a Node that reads
 * TypeScript (22.18 or newer), so that the job that may write releases installs nothing.
 */
import { readFileSync } from 'node:fs';

/** The text below the heading of that version. Throws with a sentence if this is not the time for a release of it. */
export function notesFor(version: string, declared: string, changelog: string): string {
  if (version !== declared) {
    throw new Error(`The tag says ${version}, package.json says ${declared}. They have to be the same.`);
  }
  const notes = notesOf(version, changelog);
  if (notes === null) {
    throw new Error(`CHANGELOG.md has no part “## ${version}”. Give “Unreleased” this version and a date.`);
  }
  return notes;
}

/** Null: there is no such part. */
export function notesOf(version: string, changelog: string): string | null {
  const section = changelog
    .split(/^## /m)
    .slice(1)
    .find((each) => each.split(/\s/, 1)[0] === version);
  return section === undefined ? null : section.slice(section.indexOf('\n') + 1).trim();
}

function main([version = '']: readonly string[]): void {
  const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
  const declared = (JSON.parse(read('package.json')) as { readonly version: string }).version;
  try {
    process.stdout.write(`${notesFor(version, declared, read('CHANGELOG.md'))}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === import.meta.filename) main(process.argv.slice(2));
