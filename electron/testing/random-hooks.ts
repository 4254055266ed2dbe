/** Hooks as people may write them, drawn by a seed, with what has to follow from them. */
import fc from 'fast-check';

const IN_BOOTSTRAP = {
  nothing: '',
  'is slow': 'sleep(600);',
  computes: 'for (const end = Date.now() + 900; Date.now() < end; ) Math.sqrt(2);',
  throws: `throw new Error('in bootstrap');`,
  exits: '$os.exit(3);',
  'never returns': 'sleep(600000);',
  'writes into pb_hooks': `$os.writeFile(__hooks + '/written.js', String(Date.now()), 0o644);`,
} as const;

const FOR_EVERY_REQUEST = {
  nothing: 'return e.next()',
  guards: `if (!e.request.header.get('X-Key')) throw new UnauthorizedError('no key'); return e.next()`,
  forbids: `throw new ForbiddenError('nobody')`,
  redirects: `return e.redirect(301, 'https://example.com' + e.request.url.path)`,
  fails: `throw new InternalServerError('all of it')`,
  'is slow': 'sleep(1700); return e.next()',
  'holds up /api/health': `if (e.request.url.path === '/api/health') sleep(600000); return e.next()`,
  'holds up the dashboard': `if (e.request.url.path.startsWith('/_/')) sleep(600000); return e.next()`,
  'holds up everything': 'sleep(600000)',
} as const;

const ROUTES = `
routerAdd('GET', '/exit', () => $os.exit(0))
routerAdd('GET', '/loop', () => { while (true) Math.sqrt(2) })
routerAdd('GET', '/slow', (e) => { sleep(3000); return e.json(200, {}) })
routerAdd('GET', '/child', (e) => { $os.cmd('sleep', '4').start(); return e.json(200, {}) })
routerAdd('GET', '/throw', () => { throw new Error('in a route') })`;

const ROUTE_NAMES = ['/exit', '/loop', '/slow', '/child', '/throw', '/api/health', '/nowhere'] as const;
const LIMITS = ['none', '/ 2 in 60', '/api/ 1 in 60', '/api/ 300 in 10'] as const;

export interface HookSet {
  readonly version: string;
  /** It cannot even be loaded, which leaves everything else out. */
  readonly isBroken: boolean;
  readonly bootstrap: keyof typeof IN_BOOTSTRAP;
  readonly everyRequest: keyof typeof FOR_EVERY_REQUEST;
  readonly limit: (typeof LIMITS)[number];
  /** Saved while the process runs, which then restarts itself; otherwise there from the start. */
  readonly isSavedLater: boolean;
  readonly requests: readonly (typeof ROUTE_NAMES)[number][];
  /** How often the file is saved again. */
  readonly saves: number;
}

/** Most parts are harmless mostly, so that each of the others is also met alone. */
const mostly = <Value>(usual: Value, others: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: 3 }, { arbitrary: fc.constantFrom(...others), weight: 2 });

const keysOf = <Key extends string>(table: Readonly<Record<Key, string>>): readonly Key[] =>
  Object.keys(table) as Key[];

const HOOK_SETS: fc.Arbitrary<HookSet> = fc
  .record({
    version: fc.constantFrom('0.23.12', '0.28.4', '0.40.6'),
    isBroken: fc.integer({ min: 1, max: 12 }).map((side) => side === 1),
    bootstrap: mostly('nothing', keysOf(IN_BOOTSTRAP)),
    everyRequest: fc.constantFrom(...keysOf(FOR_EVERY_REQUEST)),
    limit: fc.constantFrom(...LIMITS),
    isSavedLater: fc.boolean(),
    requests: fc.array(fc.constantFrom(...ROUTE_NAMES), { maxLength: 4 }),
    saves: mostly(0, [1, 2]),
  })
  .map(decidable);

/** A limit answers 429 before a hook can hold anything up, and one that restarts itself all the time may do so before. */
function decidable(set: HookSet): HookSet {
  if (set.everyRequest !== 'holds up everything') return set;
  return { ...set, limit: 'none', bootstrap: set.bootstrap === 'writes into pb_hooks' ? 'nothing' : set.bootstrap };
}

export const hookSets = (count: number, seed: number): readonly HookSet[] =>
  fc.sample(HOOK_SETS, { numRuns: count, seed });

/** One file for pb_hooks. */
export function fileOf({ isBroken, bootstrap, everyRequest, limit }: HookSet): string {
  const [label = '', maxRequests = '1', , duration = '1'] = limit.split(' ');
  const rules = limit === 'none' ? [] : [{ label, maxRequests: Number(maxRequests), duration: Number(duration) }];
  return [
    isBroken ? `throw new Error('cannot be loaded')` : '',
    `onBootstrap((e) => {
      e.next()
      const settings = $app.settings()
      settings.rateLimits.enabled = ${String(rules.length > 0)}
      settings.rateLimits.rules = ${JSON.stringify(rules.map((rule) => ({ ...rule, audience: '' })))}
      $app.save(settings)
      ${IN_BOOTSTRAP[bootstrap]}
    })`,
    `routerUse((e) => { ${FOR_EVERY_REQUEST[everyRequest]} })`,
    ROUTES,
  ].join('\n');
}

/** Why it has to be in maintenance in the end, before anybody asked for `/exit`; null: it has to run. */
export function expectedReason(set: HookSet): 'crashed' | 'start-failed' | 'unresponsive' | 'restart-loop' | null {
  if (set.isBroken) return null;
  if (set.bootstrap === 'writes into pb_hooks') return 'restart-loop';
  if (set.bootstrap === 'throws' || set.bootstrap === 'exits') return set.isSavedLater ? 'crashed' : 'start-failed';
  const isSilent = set.bootstrap === 'never returns' || set.everyRequest === 'holds up everything';
  if (!isSilent) return null;
  return set.isSavedLater ? 'unresponsive' : 'start-failed';
}
