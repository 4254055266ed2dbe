import type { AppError } from '../errors';
import { errorWords } from './error-words';
import { problemInWords } from './field-words';

/** The words of a problem beside its own field, e.g. `must be a whole number from 1 to 65535`. */
export function problemsByField(error: AppError): Readonly<Record<string, string>> {
  switch (error.code) {
    case 'invalid-input':
      return Object.fromEntries(error.problems.map((problem) => [problem.field, problemInWords(problem)]));
    case 'name-in-use':
    case 'name-not-matching':
      return { name: errorWords(error).text };
    case 'port-of-another-instance':
    case 'port-in-use':
    case 'port-not-permitted':
    case 'no-free-port':
      return { port: errorWords(error).text };
    case 'folder-not-usable':
    case 'data-in-use':
      return { folder: errorWords(error).text };
    case 'version-not-available':
    case 'version-of-data-not-available':
      return { version: errorWords(error).text };
    default:
      return {};
  }
}
