/** What a Go executable tells about itself without being run: its build information and the names of its source files. */
import { readFile, stat } from 'node:fs/promises';

export interface BuildFacts {
  /** The PocketBase it is built on, e.g. `0.36.8`; null when it does not say. */
  readonly builtOn: string | null;
  /** PocketBase's own changes of the tables that it carries, e.g. `1640988000_init.go`; empty when they cannot be seen. */
  readonly systemMigrations: readonly string[];
}

/** Looked for as bytes first, because a regular expression takes ten times as long. */
const AROUND = ['github.com/pocketbase/pocketbase\tv', 'github.com/pocketbase/pocketbase.Version=', '/migrations/1'];
/** More than what is looked for has before and after that. */
const BEFORE_BYTES = 100;
const AFTER_BYTES = 200;

/** Names of source files as the linker keeps them for stack traces, with the module's version or without. */
const MIGRATION = /pocketbase\/pocketbase(?:@v[\w.+-]+)?\/migrations\/(\d{10}_[\w.]+?\.go)/g;
/** `dep <module> v0.36.8` of an own build, `mod …` of an official one, or the number that was linked into it. */
const BUILT_ON = [
  /(?:dep|mod)\tgithub\.com\/pocketbase\/pocketbase\tv(\d+\.\d+\.\d+)/,
  /github\.com\/pocketbase\/pocketbase\.Version=v?(\d+\.\d+\.\d+)/,
  /pocketbase\/pocketbase@v(\d+\.\d+\.\d+)\//,
] as const;

const known = new Map<string, BuildFacts>();

/** Reads the whole file once, some 50 ms; later questions about the same file are answered from memory. */
export async function readBuildFacts(executable: string): Promise<BuildFacts> {
  const { size, mtimeMs, ino } = await stat(executable);
  const key = [executable, size, mtimeMs, ino].join(' ');
  const facts = known.get(key) ?? (await scan(executable));
  known.set(key, facts);
  return facts;
}

async function scan(executable: string): Promise<BuildFacts> {
  const content = await readFile(executable);
  const text = AROUND.flatMap((literal) => placesIn(content, literal)).join('\n');
  const migrations = new Set([...text.matchAll(MIGRATION)].map(([, file = '']) => file));
  const builtOn = BUILT_ON.map((pattern) => pattern.exec(text)?.[1]).find((one) => one !== undefined);
  return { builtOn: builtOn ?? null, systemMigrations: [...migrations].sort() };
}

function placesIn(content: Buffer, literal: string): readonly string[] {
  const places: string[] = [];
  for (let at = content.indexOf(literal); at !== -1; at = content.indexOf(literal, at + 1)) {
    places.push(content.toString('latin1', Math.max(0, at - BEFORE_BYTES), at + AFTER_BYTES));
  }
  return places;
}
