/** What is typed in the question about maintenance, and what is sent of it. */
import { maintenanceMinutes, maintenanceNote } from '../../shared/timed-maintenance';

export type EndChoice = 'open' | '15' | '60' | 'own';

export interface TypedTerms {
  readonly choice: EndChoice;
  /** Of an end of one's own, as typed. */
  readonly minutes: string;
  readonly note: string;
}

export const FIRST_TERMS: TypedTerms = { choice: 'open', minutes: '30', note: '' };

export interface TermsProblems {
  readonly minutes?: string;
  readonly note?: string;
}

export interface ReadTerms {
  readonly problems: TermsProblems;
  /** Null: something has to be corrected first. */
  readonly terms: { readonly minutes: number | null; readonly note: string } | null;
}

/** Main looks at the same rules again. */
export function termsOf({ choice, minutes: typedMinutes, note: typedNote }: TypedTerms): ReadTerms {
  const minutes = choice === 'open' ? null : maintenanceMinutes.safeParse(choice === 'own' ? typedMinutes : choice);
  const note = maintenanceNote.safeParse(typedNote);
  if ((minutes === null || minutes.success) && note.success) {
    return { problems: {}, terms: { minutes: minutes?.data ?? null, note: note.data } };
  }
  return {
    problems: {
      ...(minutes?.success === false ? { minutes: `This ${minutes.error.issues[0]?.message ?? 'is no time'}.` } : {}),
      ...(note.success ? {} : { note: `This ${note.error.issues[0]?.message ?? 'is no note'}.` }),
    },
    terms: null,
  };
}
