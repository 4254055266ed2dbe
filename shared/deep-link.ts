import { incidentId, instanceId } from './input';
import type { InstanceId } from './ids';

export const LINK_SCHEME = 'basekeeper';

/** What a link shows. It can do nothing else. */
export interface DeepLink {
  readonly instanceId: InstanceId;
  readonly incidentId: string | null;
}

const LINK = /^basekeeper:\/\/instance\/([a-z0-9]{15})(?:\/incidents\/([a-z0-9]{15}))?\/?$/;

/** `basekeeper://instance/<id>[/incidents/<id>]`; null for everything else, whoever made it. */
export function parseDeepLink(text: string): DeepLink | null {
  const [, instance, incident] = LINK.exec(text) ?? [];
  if (!instanceId.safeParse(instance).success || instance === undefined) return null;
  if (incident !== undefined && !incidentId.safeParse(incident).success) return null;
  return { instanceId: instance, incidentId: incident ?? null };
}

/** The first link among the words of a command line. */
export const linkIn = (words: readonly string[]): DeepLink | null =>
  words.reduce<DeepLink | null>((found, word) => found ?? parseDeepLink(word), null);
