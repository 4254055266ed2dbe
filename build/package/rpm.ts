/** An rpm out of a tree of files, by rpmbuild. */
import { copyFile, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { PackageRequest } from './fpm-arguments';

const PAYLOADS: Readonly<Record<string, string>> = {
  xz: 'w6.xzdio',
  xzmt: 'w6T0.xzdio',
  gz: 'w6.gzdio',
  none: 'w0.gzdio',
};

const SCRIPTS = { afterInstall: 'post', beforeRemove: 'preun', afterRemove: 'postun' } as const;

export async function buildRpm(request: PackageRequest, tree: string, work: string): Promise<void> {
  const spec = join(work, 'package.spec');
  await writeFile(spec, await specFile(request, tree));
  const out = join(work, 'rpms');
  const where = ['--define', `_topdir ${join(work, 'top')}`, '--define', `_rpmdir ${out}`];
  await execa('rpmbuild', ['-bb', '--target', request.architecture, ...where, spec], { stdout: 'ignore' });
  const [built] = (await readdir(out, { recursive: true })).filter((path) => path.endsWith('.rpm'));
  if (built === undefined) throw new Error('rpmbuild made no package');
  await copyFile(join(out, built), request.output);
}

/** The files are what they are: nothing is stripped, searched for dependencies or packed by a policy of this machine. */
async function specFile(request: PackageRequest, tree: string): Promise<string> {
  const payload = PAYLOADS[request.compression];
  if (payload === undefined) throw new Error(`An rpm is not compressed with ${request.compression} here`);
  const [summary = '', ...details] = request.description.split('\n');
  const head: Readonly<Record<string, string | undefined>> = {
    Name: request.name,
    Version: request.version,
    Release: request.release,
    Summary: summary.replace(/\.$/, ''),
    License: request.license ?? 'MIT',
    Vendor: request.vendor,
    Packager: request.maintainer,
    URL: request.url,
    AutoReqProv: 'no',
  };
  return [
    '%global __os_install_post %{nil}',
    '%global debug_package %{nil}',
    '%define _build_id_links none',
    `%define _binary_payload ${payload}`,
    ...Object.entries(head).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${escaped(value)}`])),
    ...request.depends.map((name) => `Requires: ${name}`),
    ...request.rpmTags,
    '%description',
    escaped((details.length === 0 ? [summary] : details).join('\n')),
    '%install',
    `cp --archive --link ${tree}/. %{buildroot}/`,
    '%files',
    ...request.files.map(({ to }) => `"${to}"`),
    ...(await scriptSections(request)),
    '',
  ].join('\n');
}

async function scriptSections({ scripts }: PackageRequest): Promise<readonly string[]> {
  const sections = Object.entries(SCRIPTS).map(async ([kind, section]) => {
    const script = scripts[kind as keyof typeof SCRIPTS];
    return script === undefined ? [] : [`%${section}`, escaped(await readFile(script, 'utf8'))];
  });
  return (await Promise.all(sections)).flat();
}

/** rpm takes a per cent sign for the beginning of a macro. */
const escaped = (text: string): string => text.replaceAll('%', '%%');
