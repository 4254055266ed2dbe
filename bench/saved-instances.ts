import { z } from 'zod';

const list = z.object({
  instances: z.array(z.object({ id: z.string(), intent: z.object({ maintenance: z.unknown() }) })),
});

/** Does this text of `instances.json` have the instance in maintenance? */
export function isMaintenanceSaved(text: string, id: string): boolean {
  const { instances } = list.parse(JSON.parse(text));
  const saved = instances.find((one) => one.id === id);
  if (saved === undefined) throw new Error(`${id} is not on the list`);
  return saved.intent.maintenance !== null;
}
