/** Why something cannot be done where data lies, and what to do: each is the end of a sentence that begins with the path. */

export const PLACE_NOT_SUITED = {
  drivesChanged: 'had a drive mounted or unmounted in it while the new data was made ready. Try again',
  linkedPart: 'is a link to another place. Put the folder itself there, or open the instance where its data is',
  linkWithoutFolder: 'is a link, and there is no folder where it leads. Connect its drive, or remove the link',
  partChanged: 'was made, removed or turned into a link while the new data was made ready. Try again',
} as const;

/** `storage`: the one folder inside of a part that may be a drive. */
export const isDriveInside = (storage: string): string =>
  `is a drive of its own inside of what is to be exchanged. Only a whole part of an instance, or ${storage}, may be one: unmount it, and mount its contents there`;

const WANTED = { moved: 'moved', trashed: 'moved to the trash' } as const;

export const isDriveThatCannotBe = (wanted: keyof typeof WANTED): string =>
  `is a drive of its own, and cannot be ${WANTED[wanted]}. Unmount it first`;

export const isRelativeLink = (target: string): string =>
  `is a link to ${target}, which leads elsewhere from another folder. Make it a link to an absolute path first`;

/** What stops a move or an exchange, without a full stop: it stands in brackets, or in a notice. */
export const isThereAlready = (path: string): string => `${path} is there already`;
export const isAway = (folder: string): string => `${folder} is not there. Is its drive connected?`;
export const couldNotBePutBack = (path: string): string => `${path} could not be put back`;
export const holdsOnlyData = (folder: string): string => `${folder} holds the only data of the instance`;
