import type { Instance } from '../instance';
import { assertNever } from '../result';
import { portOwnerInWords } from './error-words';

/** What clients of an instance in maintenance get, as one sentence; empty while that is not known yet. */
export function maintenanceAnswerInWords({
  maintenanceAnswer: answer,
  port,
}: Pick<Instance, 'maintenanceAnswer' | 'port'>): string {
  switch (answer.kind) {
    case 'answering':
      return 'Requests are answered with 503.';
    case 'refused':
      return 'Requests are refused.';
    case 'none':
      return '';
    case 'port-in-use':
      return `${portOwnerInWords(port, answer.owner)}, which gets the requests.`;
    case 'port-refused':
      return `Requests are refused: Basekeeper cannot answer on port ${String(port)} (${answer.detail}).`;
    case 'other-instance':
      return `Port ${String(port)} is used by the instance “${answer.name}”, which gets the requests.`;
    default:
      return assertNever(answer);
  }
}
