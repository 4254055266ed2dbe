/** What this window shows of an overview; it stays when another instance is chosen. */
import { create } from 'zustand';
import type { SnippetKind } from '../../shared/connect-snippets';
import type { UsageSpan } from '../../shared/usage-history';

interface OverviewUi {
  readonly span: UsageSpan;
  readonly program: SnippetKind;
}

export const useOverviewUi = create<OverviewUi>(() => ({ span: 'hour', program: 'javascript' }));
