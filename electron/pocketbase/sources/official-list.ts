/** The releases that PocketBase's release page lists, page by page. */
import { lt, parse } from 'semver';
import { z } from 'zod';
import type { AppError } from '../../../shared/errors';
import { fail, ok, type Result } from '../../../shared/result';
import type { AvailableVersion } from '../../../shared/versions';
import { OLDEST_VERSION } from '../../../shared/pocketbase-version';
import { couldNotBeReached, serverFailed } from '../../../shared/words/download-words';
import { RELEASE_PAGE, RELEASE_PAGE_PROBLEMS } from '../../../shared/words/source-words';
import { downloadText, type DownloadLimits, type DownloadProblem, type Fetch } from './download';
import { releaseAsset } from './release-asset';
import type { Target } from './source';

const LIST = 'https://api.github.com/repos/pocketbase/pocketbase/releases';
const PAGE_SIZE = 100;
/** All releases that Basekeeper can keep are on the first few; this only bounds what a strange server can do. */
const PAGES_MAX = 6;

/** Each release comes with its notes and a record for every file of it. */
const LIMITS: DownloadLimits = {
  maxBytes: 10_000_000,
  answerTimeoutMs: 10_000,
  idleTimeoutMs: 10_000,
  totalTimeoutMs: 30_000,
};

const releasePage = z
  .array(
    z.object({
      tag_name: z.string().max(100),
      draft: z.boolean(),
      prerelease: z.boolean(),
      published_at: z.iso.datetime().nullable(),
      assets: z.array(z.object({ name: z.string().max(300), size: z.number().int().nonnegative() })).max(1000),
    }),
  )
  .max(PAGE_SIZE);

type Release = z.infer<typeof releasePage>[number];

interface ListOptions {
  readonly fetch: Fetch;
  readonly target: Target;
  readonly signal: AbortSignal;
}

export async function officialList({
  fetch,
  target,
  signal,
}: ListOptions): Promise<Result<readonly AvailableVersion[]>> {
  const found: AvailableVersion[] = [];
  for (let page = 1; page <= PAGES_MAX; page++) {
    const url = `${LIST}?per_page=${String(PAGE_SIZE)}&page=${String(page)}`;
    const text = await downloadText({ url, fetch, limits: LIMITS, signal, accept: 'application/vnd.github+json' });
    if (!text.ok) return fail(inWords(text.error));
    const releases = releasesIn(text.value);
    if (releases === undefined) return failed(RELEASE_PAGE_PROBLEMS.notAList);
    found.push(...releases.flatMap((release) => offered(release, target)));
    if (releases.length < PAGE_SIZE || releases.every(isTooOld)) break;
  }
  return ok(found);
}

function releasesIn(text: string): readonly Release[] | undefined {
  try {
    return releasePage.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const versionOf = ({ tag_name: tag }: Release): string => tag.replace(/^v/, '');

function isTooOld(release: Release): boolean {
  const version = parse(versionOf(release));
  return version !== null && lt(version, OLDEST_VERSION);
}

function offered(release: Release, target: Target): readonly AvailableVersion[] {
  if (release.draft || release.prerelease) return [];
  const version = versionOf(release);
  const file = release.assets.find(({ name }) => name === releaseAsset(version, target));
  return file === undefined ? [] : [{ version, publishedAt: release.published_at, sizeBytes: file.size }];
}

const failed = (detail: string): Result<never> => fail({ code: 'download-failed', source: RELEASE_PAGE, detail });

function inWords(problem: DownloadProblem): AppError {
  switch (problem.kind) {
    case 'unreachable':
      return { code: 'offline', detail: couldNotBeReached(problem.host, problem.detail) };
    case 'not-found':
      return { code: 'download-failed', source: RELEASE_PAGE, detail: RELEASE_PAGE_PROBLEMS.noList };
    case 'refused':
      return { code: 'download-failed', source: RELEASE_PAGE, detail: serverFailed(problem.detail) };
    case 'cancelled':
      return { code: 'download-failed', source: RELEASE_PAGE, detail: RELEASE_PAGE_PROBLEMS.tooSlow };
  }
}
