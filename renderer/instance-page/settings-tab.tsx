import type { Instance } from '../../shared/instance';
import { ServingSection } from '../serving/serving-section';
import { General } from './general';
import { Options } from './options';

/** What a person chooses for an instance, apart from what may stop it. */
export function SettingsTab({ instance }: { readonly instance: Instance }) {
  return (
    <>
      <General instance={instance} />
      <Options instance={instance} />
      <ServingSection key={instance.id} instance={instance} />
    </>
  );
}
