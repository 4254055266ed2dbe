/** The parts of a package in the format CycloneDX, which programs read that look for known weaknesses. */
import { readFile } from 'node:fs/promises';
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { inProject } from '../project';
import type { ThirdParty } from './third-party';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly integrity?: string }>>;
}

export async function partsList(
  app: { readonly version: string; readonly electronVersion: string },
  parts: readonly ThirdParty[],
): Promise<string> {
  const lock = JSON.parse(await readFile(inProject('package-lock.json'), 'utf8')) as Lock;
  const bom = new Models.Bom();
  bom.metadata.component = new Models.Component(Enums.ComponentType.Application, 'basekeeper', {
    version: app.version,
    licenses: new Models.LicenseRepository([new Models.SpdxLicense('MIT')]),
  });
  bom.components.add(
    new Models.Component(Enums.ComponentType.Framework, 'electron', {
      version: app.electronVersion,
      purl: `pkg:npm/electron@${app.electronVersion}`,
      licenses: new Models.LicenseRepository([new Models.SpdxLicense('MIT')]),
    }),
  );
  for (const part of parts) bom.components.add(component(part, lock));
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  // Sorted and without a time, so that the same parts make the same file.
  return serializer.serialize(bom, { sortLists: true, space: 1 });
}

function component({ name, version, license, registry = 'npm' }: ThirdParty, lock: Lock): Models.Component {
  const slash = name.indexOf('/');
  const part = new Models.Component(Enums.ComponentType.Library, name.slice(slash + 1), {
    version,
    purl: `pkg:${registry}/${name.replace('@', '%40')}@${version}`,
    licenses: new Models.LicenseRepository([new Models.SpdxLicense(license)]),
    ...(slash < 0 ? {} : { group: name.slice(0, slash) }),
  });
  const sha512 = registry !== 'npm' ? undefined : integrityOf(name, version, lock);
  if (sha512 !== undefined) part.hashes.set(Enums.HashAlgorithm['SHA-512'], sha512);
  return part;
}

/** Of the package as npm delivered it, in hexadecimal. */
function integrityOf(name: string, version: string, { packages }: Lock): string | undefined {
  const [, entry] =
    Object.entries(packages).find(
      ([path, each]) => path.endsWith(`node_modules/${name}`) && each.version === version,
    ) ?? [];
  const [, base64] = /^sha512-(.+)$/.exec(entry?.integrity ?? '') ?? [];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('hex');
}
