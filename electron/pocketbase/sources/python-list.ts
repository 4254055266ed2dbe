/** Which versions of the Python package pip can have for this machine, with size and date where its index tells. */
import { z } from 'zod';
import { fail, ok, type Result } from '../../../shared/result';
import type { AvailableVersion } from '../../../shared/versions';
import { PIP_PROBLEMS, PYTHON_PACKAGE } from '../../../shared/words/source-words';
import { downloadText, type DownloadLimits, type Fetch } from './download';
import { runPip, type PythonOptions } from './pip';
import { PACKAGE, pipInWords } from './pip-words';
import type { ListRequest } from './source';

const TIMEOUT_MS = 60_000;
const PAGE_LIMITS: DownloadLimits = {
  maxBytes: 10_000_000,
  answerTimeoutMs: 10_000,
  idleTimeoutMs: 10_000,
  totalTimeoutMs: 30_000,
};

export interface PythonListOptions extends PythonOptions {
  readonly fetch?: Fetch;
}

/** One file of the package as its index describes it. */
interface FileFacts {
  readonly publishedAt: string | null;
  readonly sizeBytes: number | null;
}

const projectPage = z.object({
  files: z
    .array(
      z.object({
        filename: z.string().max(300),
        size: z.number().int().nonnegative().nullish(),
        'upload-time': z.iso.datetime({ offset: true }).nullish(),
      }),
    )
    .max(50_000),
});

/**
 * pip decides which versions fit this machine, and knows its index, whichever it is. Sizes and dates are read from the
 * same page of that index; without it the list is as good, only shorter of words.
 */
export async function pythonList(
  options: PythonListOptions & ListRequest,
): Promise<Result<readonly AvailableVersion[]>> {
  const { fetch = globalThis.fetch, folder, signal } = options;
  const command = ['index', 'versions', PACKAGE, '-vv'];
  const asked = await runPip({ ...options, command, folder, signal, timeoutMs: TIMEOUT_MS });
  if (!asked.ok) {
    if (asked.error.kind === 'failed' && /unknown command/.test(asked.error.stderr)) {
      return failed(PIP_PROBLEMS.tooOld);
    }
    return fail(pipInWords(asked.error, ''));
  }
  const { versions, files, page } = readAnswer(asked.value);
  if (versions.length === 0) return failed(PIP_PROBLEMS.listedNothing);
  const facts = page === undefined ? new Map<string, FileFacts>() : await factsOf(page, fetch, signal);
  return ok(
    versions.map((version) => ({
      version,
      ...(facts.get(files.get(version) ?? '') ?? { publishedAt: null, sizeBytes: null }),
    })),
  );
}

interface PipAnswer {
  readonly versions: readonly string[];
  /** The file for this machine, by version. */
  readonly files: ReadonlyMap<string, string>;
  /** Address of the page that pip read. */
  readonly page: string | undefined;
}

/** Reads `pip index versions -vv`. Only the line with the versions has to be there. */
export function readAnswer(output: string): PipAnswer {
  const listed = /^Available versions: (.+)$/m.exec(output)?.[1] ?? '';
  const links = output.matchAll(/^\s*Found link \S+?\/([^/\s#]+\.whl)\S* .*version: (\S+)\s*$/gm);
  return {
    versions: listed.split(',').flatMap((version) => (version.trim() === '' ? [] : [version.trim()])),
    files: new Map([...links].map(([, file = '', version = '']) => [version, file])),
    page: /^Fetching project page and analyzing links: (https:\/\/[^\s@]+)$/m.exec(output)?.[1],
  };
}

async function factsOf(page: string, fetch: Fetch, signal: AbortSignal): Promise<ReadonlyMap<string, FileFacts>> {
  const accept = 'application/vnd.pypi.simple.v1+json';
  const text = await downloadText({ url: page, fetch, limits: PAGE_LIMITS, signal, accept });
  if (!text.ok) return new Map();
  try {
    const { files } = projectPage.parse(JSON.parse(text.value));
    return new Map(
      files.map(({ filename, size, 'upload-time': uploaded }) => [
        filename,
        { publishedAt: uploaded == null ? null : new Date(uploaded).toISOString(), sizeBytes: size ?? null },
      ]),
    );
  } catch {
    return new Map();
  }
}

const failed = (detail: string): Result<never> => fail({ code: 'download-failed', source: PYTHON_PACKAGE, detail });
