/** What shows that a process restarts itself again and again. */
export const restartsInWords = (file: string | null): string =>
  file === null ? 'A file in pb_hooks changes again and again.' : `${file} changes again and again.`;
