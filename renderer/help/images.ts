/** The bundled address of a picture named in the documentation, or null for one the app does not carry. */
export function imageAddress(source: unknown, pictures: Readonly<Record<string, string>>): string | null {
  if (typeof source !== 'string') return null;
  const name = source.split('/').at(-1) ?? '';
  return Object.entries(pictures).find(([path]) => path.endsWith(`/images/${name}`))?.[1] ?? null;
}
