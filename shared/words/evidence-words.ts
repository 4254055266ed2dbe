/** What was seen that kept an instance from starting, or ended it: the line below the title of an incident. */
import { bytesInWords } from './bytes-in-words';
import { processesInWords } from './process-words';

type Processes = Parameters<typeof processesInWords>[0];

export const isMissing = (path: string): string => `${path} is missing.`;
export const isEmpty = (path: string): string => `${path} is empty.`;
export const isNoLongerThere = (path: string): string => `${path} no longer exists.`;
export const versionIsMissing = (version: string): string => `PocketBase ${version} is not installed.`;
export const isNotExecutable = (path: string): string => `${path} is not marked as executable.`;
export const isNotWritable = (folder: string): string => `Your user cannot read and write ${folder}.`;
export const isAnotherFolder = (folder: string): string =>
  `${folder} is not the folder that PocketBase has open; it was replaced.`;
export const isAnotherFile = (file: string): string =>
  `${file} is not the file that PocketBase has open; it was replaced.`;
export const belongsToInstance = (data: string, name: string): string => `${data} belongs to the instance “${name}”.`;
export const isLeftOver = (folder: string): string => `${folder} exists.`;

export const isServedBy = (owner: { readonly name: string; readonly pid: number }, data: string): string =>
  `${owner.name} (pid ${String(owner.pid)}) is serving ${data}.`;

export const wasServedFirstBy = (earlier: Processes, data: string): string =>
  `${processesInWords(earlier)} began to serve ${data} first.`;

export const isSharedWith = (others: Processes, data: string): string =>
  `${processesInWords(others)} ${others.length === 1 ? 'works' : 'work'} on the databases in ${data} too.`;

export const areDeleted = (files: readonly string[]): string =>
  `${files.join(', ')} ${files.length === 1 ? 'is not the file' : 'are not the files'} that PocketBase has open.`;

export const tooLittleSpace = (folder: string, neededBytes: number, freeBytes: number): string =>
  `A start needs ${bytesInWords(neededBytes)} free in ${folder}; ${bytesInWords(freeBytes)} is free.`;

export const restartedInARow = (evidence: string, count: number): string =>
  `${evidence} It restarted ${String(count)} times in a row.`;

/** Data that PocketBase itself had set aside, and that it would delete at its next start. */
export const couldNotBeRescued = (from: string, target: string, detail: string): string =>
  `${from} holds data from before an interrupted restore, and could not be moved to ${target} (${detail}). PocketBase would delete it.`;
