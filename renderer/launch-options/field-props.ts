import type { LaunchOptions } from '../../shared/launch-options';
import type { ServingDraft } from './launch-options-draft';
import type { ServingForm } from './launch-options-form';

/** What each part of the form gets. */
export interface ServingFieldProps {
  readonly form: ServingForm;
  readonly draft: ServingDraft;
  readonly saved: LaunchOptions;
  /** Words by field, e.g. `environment.0.name`. */
  readonly problems: Readonly<Record<string, string>>;
  readonly whyNoSecrets: string | null;
}

/** Beside a secret that is being typed. */
export const noSecretsInWords = (whyNot: string | null): string | undefined =>
  whyNot === null ? undefined : `It cannot be saved on this computer. ${whyNot}.`;
