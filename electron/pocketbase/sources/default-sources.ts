import type { Fetch } from './download';
import { officialRelease } from './official-release';
import { pythonPackage } from './python-package';
import type { VersionSource } from './source';

/** In the order they are asked; the next one only when the one before cannot be reached. */
export const defaultSources = (options: { readonly fetch?: Fetch } = {}): readonly VersionSource[] => [
  officialRelease(options),
  pythonPackage(),
];
