/** The pages of the documentation that are part of the app, and how its links find their way. */
import assistants from '../../docs/assistants.md?raw';
import backup from '../../docs/backup-and-restore.md?raw';
import commandLine from '../../docs/cli.md?raw';
import format from '../../docs/backup-format.md?raw';
import maintenance from '../../docs/maintenance-mode.md?raw';
import overview from '../../docs/overview.md?raw';
import serving from '../../docs/serving.md?raw';
import upgrading from '../../docs/upgrading.md?raw';

export const GUIDES = {
  maintenance,
  overview,
  backup,
  upgrading,
  serving,
  'command-line': commandLine,
  assistants,
  format,
} as const;
export type GuidePage = keyof typeof GUIDES;

const FILES: Readonly<Record<string, GuidePage>> = {
  'maintenance-mode.md': 'maintenance',
  'overview.md': 'overview',
  'backup-and-restore.md': 'backup',
  'upgrading.md': 'upgrading',
  'serving.md': 'serving',
  'cli.md': 'command-line',
  'assistants.md': 'assistants',
  'backup-format.md': 'format',
};

export interface GuidePlace {
  readonly page: GuidePage;
  /** Slug of a heading; null for the beginning. */
  readonly section: string | null;
}

/** Where a link of the documentation leads inside of it; null when it leads out of it. */
export function placeOf(href: string | undefined): GuidePlace | null {
  const [file = '', section = ''] = (href ?? '').split('#');
  const page = FILES[file];
  return page === undefined ? null : { page, section: section === '' ? null : section };
}

/** As code hosts make the anchor of a heading. */
export const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s+/g, '-');
