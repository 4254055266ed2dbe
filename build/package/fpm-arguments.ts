/** The part of fpm's command line that electron-builder uses. Whatever is not known here is refused, not dropped. */

export interface PackageRequest {
  readonly type: 'deb' | 'rpm';
  /** Path of the package to write. */
  readonly output: string;
  readonly name: string;
  /** As the kind of package writes it: `1.0.0~beta.1` for `1.0.0-beta.1`. */
  readonly version: string;
  readonly release: string;
  /** In the words of the kind of package: `amd64` for deb, `x86_64` for rpm. */
  readonly architecture: string;
  readonly maintainer: string;
  readonly vendor: string | undefined;
  readonly url: string | undefined;
  readonly license: string | undefined;
  readonly category: string | undefined;
  readonly priority: string | undefined;
  readonly description: string;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  /** Lines of an rpm spec, e.g. `Recommends: dbus-tools`. */
  readonly rpmTags: readonly string[];
  /** `xz`, `gz`, `zst` or `none`; `xzmt` is xz on all processors. */
  readonly compression: string;
  /** Paths of scripts that run as root. */
  readonly scripts: Readonly<Record<'afterInstall' | 'beforeRemove' | 'afterRemove', string | undefined>>;
  /** Files, links and folders, and the absolute path that each of them gets. */
  readonly files: readonly { readonly from: string; readonly to: string }[];
}

/** fpm's own switches without a value. */
const FLAGS = ['--force', '--debug'];

/** May be given more than once. */
const LISTS = ['--depends', '--deb-recommends', '--rpm-tag'] as const;

const SHORT: Readonly<Record<string, string>> = { '-s': '--source', '-t': '--type', '-d': '--depends' };

const VALUES = [
  '--source',
  '--type',
  '--architecture',
  '--after-install',
  '--before-remove',
  '--after-remove',
  '--description',
  '--version',
  '--iteration',
  '--package',
  '--name',
  '--maintainer',
  '--vendor',
  '--url',
  '--license',
  '--category',
  '--deb-priority',
  '--deb-compression',
  '--rpm-compression',
  '--rpm-os',
] as const;

type Name = (typeof VALUES)[number] | (typeof LISTS)[number];

export function parseFpmArguments(args: readonly string[]): PackageRequest {
  const given = new Map<Name, string[]>();
  const files: { from: string; to: string }[] = [];
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (FLAGS.includes(word)) continue;
    if (word.startsWith('-')) {
      const name = nameOf(word);
      const value = rest.shift();
      if (value === undefined) throw new Error(`${word} has no value`);
      given.set(name, [...(given.get(name) ?? []), value]);
      continue;
    }
    files.push(fileOf(word));
  }
  const all = (name: Name): readonly string[] => given.get(name) ?? [];
  const last = (name: Name): string | undefined => all(name).at(-1);
  const needed = (name: Name): string => {
    const value = last(name);
    if (value === undefined) throw new Error(`${name} is missing`);
    return value;
  };
  const type = needed('--type');
  if (type !== 'deb' && type !== 'rpm') throw new Error(`Packages of the type ${type} are not built here`);
  if (needed('--source') !== 'dir') throw new Error('Packages are built from folders only');
  return {
    type,
    output: needed('--package'),
    name: needed('--name'),
    version: needed('--version'),
    release: last('--iteration') ?? '1',
    architecture: architectureOf(type, needed('--architecture')),
    maintainer: needed('--maintainer'),
    vendor: last('--vendor'),
    url: last('--url'),
    license: last('--license'),
    category: last('--category'),
    priority: last('--deb-priority'),
    description: needed('--description').trim(),
    depends: all('--depends'),
    recommends: all('--deb-recommends'),
    rpmTags: all('--rpm-tag'),
    compression: last(type === 'deb' ? '--deb-compression' : '--rpm-compression') ?? 'xz',
    scripts: {
      afterInstall: last('--after-install'),
      beforeRemove: last('--before-remove'),
      afterRemove: last('--after-remove'),
    },
    files,
  };
}

function nameOf(word: string): Name {
  const long = SHORT[word] ?? word;
  const name = [...VALUES, ...LISTS].find((known) => known === long);
  if (name === undefined) throw new Error(`${word} is not known here`);
  return name;
}

/** `/built/=/opt/App`: a slash at the end of the first half means what is in that folder. */
function fileOf(word: string): { readonly from: string; readonly to: string } {
  const at = word.indexOf('=');
  if (at < 0) throw new Error(`${word} does not say where it belongs`);
  return { from: word.slice(0, at).replace(/(?<=.)\/$/, ''), to: word.slice(at + 1) };
}

const RPM_ARCHITECTURES: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' };

const architectureOf = (type: 'deb' | 'rpm', given: string): string =>
  type === 'rpm' ? (RPM_ARCHITECTURES[given] ?? given) : given;
