/** What the health question of a process that serves was answered. */
export type HealthAnswer =
  { readonly kind: 'http'; readonly status: number } | { readonly kind: 'no-http' } | { readonly kind: 'none' };

/** Why nothing can be said of the content of the answer; null when it says that all is well. */
export function healthNote(answer: HealthAnswer): string | null {
  switch (answer.kind) {
    case 'none':
      return '/api/health does not answer, other addresses do.';
    case 'no-http':
      return 'What comes from its port is not HTTP, so its content cannot be checked.';
    case 'http':
      if (answer.status === 200) return null;
      if (answer.status === 429)
        return '/api/health answers 429 (a rate limit), so its content cannot be checked. Basekeeper asks less often now.';
      return `/api/health answers ${String(answer.status)}${meaningOf(answer.status)}, so its content cannot be checked.`;
  }
}

function meaningOf(status: number): string {
  if (status === 401 || status === 403) return ' (a hook turns everybody away)';
  return status >= 300 && status < 400 ? ' (a redirect)' : '';
}

/** What came instead of an answer. */
export const noAnswerWithin = (limitMs: number): string => `no answer within ${String(limitMs / 1000)} s`;
