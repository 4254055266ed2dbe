/** Writes down which packages of others a bundle really contains, with their licences, while it is made. */
import { join } from 'node:path';
import license, { type Dependency } from 'rollup-plugin-license';
import type { Plugin } from 'vite';
import { THIRD_PARTY_LIST, type ThirdParty } from './third-party';

/** Into `folder`, for third-party.ts. */
export function listThirdParty(folder: string): Plugin {
  const plugin: unknown = license({
    thirdParty: {
      multipleVersions: true,
      output: {
        file: join(folder, THIRD_PARTY_LIST),
        template: (dependencies) => JSON.stringify(dependencies.map(entryOf), null, 1),
      },
    },
  });
  // Written for Rollup, whose types differ from those of Vite; the hooks that it uses are the same.
  return plugin as Plugin;
}

const entryOf = ({ name, version, license: id, licenseText, noticeText }: Dependency): ThirdParty => ({
  name: name ?? '',
  version: version ?? '',
  license: id ?? '',
  text: [licenseText, noticeText].filter(Boolean).join('\n\n'),
});
