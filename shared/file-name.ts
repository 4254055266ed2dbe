/** Names that Windows keeps for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** What the folder of a new instance is called. */
export function folderNameOf(instanceName: string): string {
  const name = slugOf(instanceName, 'instance');
  return DEVICE.test(name) ? `${name}-instance` : name;
}

/** A name of a person as part of a file name: safe on every system; `otherwise` where nothing of it is left. */
export function slugOf(name: string, otherwise: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return plain === '' ? otherwise : plain;
}
