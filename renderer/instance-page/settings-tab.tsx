import type { Instance } from '../../shared/instance';
import { LaunchOptionsSection } from '../launch-options/launch-options-section';
import { General } from './general';
import { Options } from './options';

/** What a person chooses for an instance, apart from what may stop it. */
export function SettingsTab({ instance }: { readonly instance: Instance }) {
  return (
    <>
      <General instance={instance} />
      <Options instance={instance} />
      <LaunchOptionsSection key={instance.id} instance={instance} />
    </>
  );
}
