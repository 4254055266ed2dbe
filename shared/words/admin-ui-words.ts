/** What is said where a person opens the admin UI of an instance. */
import type { Instance } from '../instance';
import type { WhyNotSignedIn } from '../sign-in';

export const adminUiQuestion = ({
  name,
}: Pick<Instance, 'name'>): { readonly title: string; readonly text: string; readonly answer: string } => ({
  title: `“${name}” is in maintenance`,
  text: 'No requests are processed, not even those of its admin UI. End maintenance, start it, and open the admin UI once it runs?',
  answer: 'End maintenance and open',
});

export const OPENS_WHEN_IT_RUNS = 'Opens once it runs…';

/** Asked once for each instance, when its admin UI is opened. */
export const signInQuestion = ({ name }: Pick<Instance, 'name'>) => ({
  title: `Sign in to the admin UI of “${name}” for you?`,
  text: 'Basekeeper then opens it in a window of its own, signed in, without your password. The sign-in ends when that window is closed, and is kept nowhere. You can change this under Settings.',
  answer: 'Sign in for me',
  refusal: 'Open in my browser',
});

export const SIGN_IN_TEXTS = {
  on: (email: string): string =>
    `Opens in a window of its own, signed in as ${email}. Not kept after the window is closed.`,
  asked: 'The admin UI then opens in a window of its own, signed in. Not kept after it is closed.',
  off: 'Opens in your browser, where you sign in.',
} as const;

export const NO_SUPERUSER = {
  title: 'No superuser to sign in as',
  text: 'The instance has none. Add one under Data on the Overview tab, then try again.',
} as const;

export const SIGN_IN_FROM_NOW_ON = 'Sign in for me from now on';

export function whyNotSignedIn(why: WhyNotSignedIn, email: string): string {
  switch (why) {
    case 'no-such-superuser':
      return `There is no superuser ${email} any more. Choose again under Settings.`;
    case 'second-factor':
      return 'Superusers need a second factor there, which only you have.';
    case 'too-old':
      return 'Its data is older than PocketBase 0.23, or not as PocketBase keeps it.';
  }
}

export const notSignedIn = ({
  instanceName,
  why,
  email,
}: {
  readonly instanceName: string;
  readonly why: WhyNotSignedIn;
  readonly email: string;
}) => ({
  title: `Not signed in to ${instanceName}`,
  text: `${whyNotSignedIn(why, email)} The admin UI is open in your browser; sign in there.`,
});
