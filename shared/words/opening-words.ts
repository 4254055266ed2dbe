/** What keeps an address, a file or a folder from being opened in another program. */
import type { AppError } from '../errors';

type OpeningError = Extract<AppError, { readonly code: 'address-refused' | 'could-not-open' | 'no-outside-program' }>;

const PERIOD = /[.!?]$/;

export function openingWords(error: OpeningError): { readonly title: string; readonly text: string } {
  switch (error.code) {
    case 'address-refused':
      return {
        title: 'The address was not opened',
        text: `Basekeeper opens only its instances’ own addresses and pages about PocketBase, not ${error.address}.`,
      };
    case 'could-not-open': {
      const end = PERIOD.test(error.detail) ? '' : '.';
      return { title: 'It could not be opened', text: `${error.target}: ${error.detail}${end} Open it yourself.` };
    }
    case 'no-outside-program': {
      const { kind, name, folder } = error;
      return name === null
        ? { title: `No ${kind} was found`, text: `Install one that Basekeeper knows, or open ${folder} yourself.` }
        : {
            title: `${name} was not found`,
            text: `Choose another ${kind} in Preferences, or open ${folder} yourself.`,
          };
    }
  }
}

/** Of a program of the instance, which is only opened where it belongs. */
export const LINKS_ELSEWHERE = 'It is a link to another place.';
