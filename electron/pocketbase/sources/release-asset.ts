/** How PocketBase names the files of a release. */
import type { Target } from './source';

export const EXECUTABLE_MAX_BYTES = 200_000_000;

const SYSTEMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
};
const ARCHITECTURES: Readonly<Record<string, string>> = {
  x64: 'amd64',
  arm64: 'arm64',
  arm: 'armv7',
  s390x: 's390x',
  ppc64: 'ppc64le',
};

/** Undefined where PocketBase makes no release for the machine. */
export function releaseAsset(version: string, target: Target): string | undefined {
  const system = SYSTEMS[target.platform];
  const architecture = ARCHITECTURES[target.arch];
  if (system === undefined || architecture === undefined) return undefined;
  return `pocketbase_${version}_${system}_${architecture}.zip`;
}
