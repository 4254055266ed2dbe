/** Which arguments of `pocketbase serve` a person may add. Short on purpose; the rest is Basekeeper's own. */

interface Flag {
  readonly accepts: (value: string) => boolean;
  readonly rule: string;
}

const YES_OR_NO: Flag = { accepts: (value) => value === 'true' || value === 'false', rule: 'true or false' };

const wholeNumber = (from: number, to: number): Flag => ({
  accepts: (value) => /^[1-9]\d{0,4}$/.test(value) && Number(value) >= from && Number(value) <= to,
  rule: `a whole number from ${String(from)} to ${String(to)}`,
});

const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/[^\s,/?#@"'\\]+$/i;
const ORIGINS: Flag = {
  accepts: (value) => value.split(',').every((one) => one === '*' || ORIGIN.test(one)),
  rule: '* or addresses such as https://example.com, with commas between them and nothing after the host',
};

/** The same in every version from 0.22 to 0.40. */
const FLAGS: ReadonlyMap<string, Flag> = new Map([
  ['automigrate', YES_OR_NO],
  ['dev', YES_OR_NO],
  ['hooksPool', wholeNumber(1, 200)],
  ['hooksWatch', YES_OR_NO],
  ['indexFallback', YES_OR_NO],
  ['origins', ORIGINS],
  ['queryTimeout', wholeNumber(1, 3600)],
]);

/** What Basekeeper sets itself, and where a person changes it instead. */
const OWN: ReadonlyMap<string, string> = new Map([
  ['http', 'the port is changed under General, and whether other devices can connect in the Danger Zone'],
  ['https', 'Basekeeper serves without certificates; put a proxy in front for HTTPS'],
  ['dir', 'the data is always in the folder of the instance'],
  ['hooksDir', 'hooks are always in the folder of the instance'],
  ['migrationsDir', 'migrations are always in the folder of the instance'],
  ['publicDir', 'public files are always in the folder of the instance'],
  ['encryptionEnv', 'enter the encryption key in its own field'],
]);

export const LAUNCH_FLAGS: readonly string[] = [...FLAGS.keys()];

/** `--flag=value` taken apart; null when it is something else. */
export function flagOf(text: string): { readonly flag: string; readonly value: string } | null {
  const found = /^--([A-Za-z][A-Za-z\d-]*)=(.*)$/s.exec(text);
  return found === null ? null : { flag: found[1] ?? '', value: found[2] ?? '' };
}

/** The rule that an argument breaks, as the end of a sentence; null when it breaks none. */
export function argumentProblem(text: string): string | null {
  if (text === '') return 'must not be empty';
  if (!text.startsWith('-')) {
    return 'must begin with two dashes: PocketBase takes a bare word for a domain, and would open the ports 80 and 443 to everybody';
  }
  const name = /^--([A-Za-z][A-Za-z\d-]*)/.exec(text)?.[1];
  if (name === undefined) return 'must begin with two dashes and the name of a flag';
  const own = OWN.get(name);
  if (own !== undefined) return `must not be --${name}: ${own}`;
  const flag = FLAGS.get(name);
  if (flag === undefined) {
    return `must be one of ${LAUNCH_FLAGS.map((one) => `--${one}`).join(', ')}`;
  }
  const given = flagOf(text);
  if (given === null) return `must have its value after an equals sign, as in --${name}=…, ${flag.rule}`;
  if (given.value.startsWith('-')) return 'must not have a value that begins with a dash';
  return flag.accepts(given.value) ? null : `must have as its value ${flag.rule}`;
}
