/** What of others is in a package: their licences as one file for people, and a list of parts (CycloneDX) for programs. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CACHE, inProject } from '../project';
import { goVersion } from '../relay';
import { StepFailure } from '../report';
import { partsList } from './parts-list';

/** Written beside each bundle by third-party-list.ts. */
export const THIRD_PARTY_LIST = 'third-party.json';

export interface ThirdParty {
  readonly name: string;
  readonly version: string;
  /** SPDX, as its package.json says. */
  readonly license: string;
  /** Where it comes from; npm unless something is said. */
  readonly registry?: 'npm' | 'golang';
  /** The licence in full, with the copyright line. */
  readonly text: string;
}

const BUNDLES = ['main', 'preload', 'renderer'];

/** In the package, but not by way of a bundle's JavaScript: fonts come with a style sheet, SQLite and its loader beside the bundle. */
const BESIDE_BUNDLES = [
  '@fontsource-variable/inter',
  '@fontsource-variable/jetbrains-mono',
  '@photostructure/sqlite',
  'node-gyp-build',
] as const;

/** Licences that allow what is done here: to hand on the program, if their text comes along. */
const ACCEPTED = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'OFL-1.1', '0BSD', 'BlueOak-1.0.0'];

/** Says that it is under the MIT licence, and by whom it is, but brings no text along: the words of that licence, and that name. */
const MIT_BY: Readonly<Record<string, string>> = {
  'ansi-sequence-parser': 'blake-mealey',
  'lazy-val': 'Vladimir Krivosheev',
};

const mitText = (author: string): string => `MIT License

Copyright (c) ${author}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** Both are beside the installed app. */
export const THIRD_PARTY_FILES = {
  licences: join(CACHE, 'package', 'THIRD-PARTY-LICENSES.txt'),
  list: join(CACHE, 'package', 'basekeeper.cdx.json'),
} as const;

/** Writes both. The app has to be built. */
export async function writeThirdPartyFiles(app: {
  readonly version: string;
  readonly electronVersion: string;
}): Promise<typeof THIRD_PARTY_FILES> {
  const parts = await thirdParties();
  const problems = parts.flatMap(problemsOf);
  if (problems.length > 0) {
    throw new StepFailure(`${problems.join('\n')}\nA package may not be built before this is clear.`);
  }
  await mkdir(join(CACHE, 'package'), { recursive: true });
  await writeFile(THIRD_PARTY_FILES.licences, licencesFile(parts));
  await writeFile(THIRD_PARTY_FILES.list, await partsList(app, parts));
  return THIRD_PARTY_FILES;
}

export function problemsOf({ name, license, text }: ThirdParty): readonly string[] {
  return [
    ...(ACCEPTED.includes(license) ? [] : [`${name} has the licence “${license}”, which nobody has looked at yet.`]),
    ...(text.trim() === '' ? [`${name} comes without the text of its licence.`] : []),
  ];
}

async function thirdParties(): Promise<readonly ThirdParty[]> {
  const bundled = await Promise.all(
    BUNDLES.map(async (bundle) => {
      const text = await readFile(inProject('out', bundle, THIRD_PARTY_LIST), 'utf8');
      return JSON.parse(text) as readonly ThirdParty[];
    }),
  );
  const beside = await Promise.all([...BESIDE_BUNDLES.map(installed), goItself()]);
  const all = new Map(
    [...bundled.flat(), ...beside].map(withText).map((part) => [`${part.name}@${part.version}`, part]),
  );
  return [...all.values()].sort((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version));
}

function withText(part: ThirdParty): ThirdParty {
  const author = MIT_BY[part.name];
  return part.text.trim() === '' && part.license === 'MIT' && author !== undefined
    ? { ...part, text: mitText(author) }
    : part;
}

/** The standard library of Go is in the program `basekeeper`. Not every Go comes with its licence as a file. */
async function goItself(): Promise<ThirdParty> {
  const version = ((await goVersion()) ?? '').replace(/^go/, '');
  const text = await readFile(inProject('relay', 'LICENSE.go.txt'), 'utf8');
  return { name: 'std', version, license: 'BSD-3-Clause', registry: 'golang', text };
}

async function installed(name: string): Promise<ThirdParty> {
  const folder = inProject('node_modules', name);
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    readonly version: string;
    readonly license: string;
  };
  return { name, version, license, text: await readFile(join(folder, 'LICENSE'), 'utf8') };
}

/** Packages with the very same text share it. */
export function licencesFile(parts: readonly ThirdParty[]): string {
  const byText = new Map<string, ThirdParty[]>();
  for (const part of parts) byText.set(part.text.trim(), [...(byText.get(part.text.trim()) ?? []), part]);
  const head =
    'Basekeeper contains the work of others, listed here with their licences.\n' +
    'Electron and Chromium are listed in LICENSE.electron.txt and LICENSES.chromium.html.\n';
  const sections = [...byText].map(([text, sharing]) => {
    const names = sharing.map(({ name, version, license }) => `${name} ${version} (${license})`);
    return `${'-'.repeat(80)}\n${names.join('\n')}\n\n${text}\n`;
  });
  return [head, ...sections].join('\n');
}
