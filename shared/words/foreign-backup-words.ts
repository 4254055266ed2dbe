/** Why a file in the folder of backups is not one of the instance. */

const AS_A_FILE = 'It can be restored as a file.';
const MAKERS = { pocketbase: 'PocketBase', pockethost: 'PocketHost, or a zip of a folder' } as const;

export const backupMadeBy = (maker: keyof typeof MAKERS): string => `A backup made by ${MAKERS[maker]}. ${AS_A_FILE}`;

export const backupOfInstance = (name: string): string => `A backup of another instance, “${name}”. ${AS_A_FILE}`;

export const isCopyOfBackup = (fileName: string): string => `It is a copy of ${fileName}, which is in the list.`;
