import { z } from 'zod';
import { instanceName } from './input';

/** What a tag can be drawn in; the window has a colour for each of these names. */
export const TAG_COLOURS = ['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'pink'] as const;

export type TagColour = (typeof TAG_COLOURS)[number];

/** A word that a person gives to instances, and finds them by. */
export interface Tag {
  readonly name: string;
  readonly colour: TagColour;
}

/** Characters. */
export const TAG_NAME_MAX = 24;
/** Of one instance. */
export const TAGS_MAX = 6;

/** Two tags of one name are one tag, in whatever case they were typed. */
export const tagKey = (name: string): string => name.trim().toLocaleLowerCase();

const isUnique = (tags: readonly { readonly name: string }[]): boolean =>
  new Set(tags.map(({ name }) => tagKey(name))).size === tags.length;

/** What may be sent. */
export const sentTags = z
  .array(
    z.strictObject({
      name: instanceName.refine(
        (name) => name.length <= TAG_NAME_MAX,
        `must have at most ${String(TAG_NAME_MAX)} characters`,
      ),
      colour: z.enum(TAG_COLOURS, 'must be one of the colours of tags'),
    }),
    'must be a list of tags',
  )
  .max(TAGS_MAX, `must be at most ${String(TAGS_MAX)} tags`)
  .refine(isUnique, 'must not name the same tag twice');

/** What is read from disk. A colour that only a newer version knows is grey here; nothing else is lost. */
export const recordedTags = z.array(z.object({ name: z.string(), colour: z.enum(TAG_COLOURS).catch('grey') }));

interface Tagged {
  readonly tags: readonly Tag[];
}

/** Every tag that is in use, once, by name. Its colour is that of the first instance that has it. */
export function tagsInUse(instances: readonly Tagged[]): readonly Tag[] {
  const found = new Map<string, Tag>();
  for (const tag of instances.flatMap(({ tags }) => tags)) {
    if (!found.has(tagKey(tag.name))) found.set(tagKey(tag.name), tag);
  }
  return [...found.values()].sort((one, other) => one.name.localeCompare(other.name));
}

/** The colour of a tag that is given now: as elsewhere, or one that no other tag has, if there is any left. */
export function colourFor(name: string, inUse: readonly Tag[]): TagColour {
  const known = inUse.find((tag) => tagKey(tag.name) === tagKey(name));
  if (known !== undefined) return known.colour;
  const free = TAG_COLOURS.find((colour) => colour !== 'grey' && inUse.every((tag) => tag.colour !== colour));
  return free ?? TAG_COLOURS[1 + (inUse.length % (TAG_COLOURS.length - 1))] ?? 'grey';
}
