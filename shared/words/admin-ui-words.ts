/** What is said where a person opens the admin UI of an instance. */
import type { Instance } from '../instance';

export const adminUiQuestion = ({
  name,
}: Pick<Instance, 'name'>): { readonly title: string; readonly text: string; readonly answer: string } => ({
  title: `“${name}” is in maintenance`,
  text: 'No requests are processed, not even those of its admin UI. End maintenance, start it, and open the admin UI once it runs?',
  answer: 'End maintenance and open',
});

export const OPENS_WHEN_IT_RUNS = 'Opens once it runs…';
