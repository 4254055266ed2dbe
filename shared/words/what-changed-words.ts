import type { ChangeSince } from '../what-changed';

/** What is different: `pb_hooks/serve.pb.js changed`. */
export function changeInWords(change: ChangeSince): string {
  switch (change.kind) {
    case 'file':
      return `${change.folder}/${change.path} ${change.how}`;
    case 'version':
      return `PocketBase ${change.from} → ${change.to}`;
    case 'port':
      return `Port ${String(change.from)} → ${String(change.to)}`;
    case 'variable':
      return `Environment variable ${change.name} ${change.how}`;
    case 'partly-compared':
      return `${change.folder} was compared only in part`;
    case 'settings':
      return 'Settings changed';
  }
}

export const moreChanges = (more: number): string => `and ${String(more)} more`;

/** Where there is nothing to list. */
export const NOTHING_CHANGED = 'Nothing changed since the last healthy start.';
