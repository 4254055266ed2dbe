import type { Instance } from '../../shared/instance';
import { ServingSection } from '../serving/serving-section';
import { Options } from './options';

/** What a person chooses for an instance, apart from what may stop it. */
export function SettingsTab({ instance }: { readonly instance: Instance }) {
  return (
    <>
      <Options instance={instance} />
      <ServingSection key={instance.id} instance={instance} />
    </>
  );
}
