const WallClock = Date;

/** From now on the wall clock of this process is wrong by so much, as after a change by a person or a time server. */
export function shiftClock(shiftMs: number): void {
  const now = (): number => WallClock.now() + shiftMs;
  globalThis.Date = new Proxy(WallClock, {
    construct: (target, args: readonly unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
  });
}
