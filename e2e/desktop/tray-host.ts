import dbus from 'dbus-next';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';
const MENU = 'com.canonical.dbusmenu';

class Watcher extends dbus.interface.Interface {
  /** The sender is read from the raw message. */
  RegisterStatusNotifierItem(_service: string): void {
    return undefined;
  }
  RegisterStatusNotifierHost(_service: string): void {
    return undefined;
  }
  get RegisteredStatusNotifierItems(): string[] {
    return [];
  }
  get IsStatusNotifierHostRegistered(): boolean {
    return true;
  }
  get ProtocolVersion(): number {
    return 0;
  }
}
Watcher.configureMembers({
  properties: {
    RegisteredStatusNotifierItems: { signature: 'as', access: 'read' },
    IsStatusNotifierHostRegistered: { signature: 'b', access: 'read' },
    ProtocolVersion: { signature: 'i', access: 'read' },
  },
  methods: {
    RegisterStatusNotifierItem: { inSignature: 's' },
    RegisterStatusNotifierHost: { inSignature: 's' },
  },
});

type RawNode = [number, Record<string, dbus.Variant>, dbus.Variant<RawNode>[]];

export interface MenuNode {
  readonly id: number;
  readonly label: string;
  readonly enabled: boolean;
  readonly children: readonly MenuNode[];
}

/** A real tray on the session bus: it takes the app's icon in, reads its menu and activates items in it. */
export class TrayHost {
  readonly #bus = dbus.sessionBus();
  #item: { readonly service: string; readonly path: string } | undefined;

  /** Must be there before the app makes its icon. */
  async start(): Promise<void> {
    this.#bus.on('message', (message: dbus.Message) => {
      if (message.interface !== WATCHER || message.member !== 'RegisterStatusNotifierItem') return;
      const name = String(message.body[0]);
      // Electron sends an object path, others a bus name.
      this.#item = name.startsWith('/')
        ? { service: message.sender, path: name }
        : { service: name, path: '/StatusNotifierItem' };
    });
    await this.#bus.requestName(WATCHER, 0);
    this.#bus.export('/StatusNotifierWatcher', new Watcher(WATCHER));
  }

  get hasIcon(): boolean {
    return this.#item !== undefined;
  }

  stop(): void {
    this.#bus.disconnect();
  }

  async tooltip(): Promise<string> {
    const { ToolTip } = await this.#properties();
    const [, , title, text] = ToolTip as [string, unknown, string, string];
    return `${title}${text}`;
  }

  /** A left click on the icon. */
  async activate(): Promise<void> {
    await this.#call(ITEM, 'Activate', this.#required().path, 'ii', [0, 0]);
  }

  async menu(): Promise<MenuNode> {
    const { Menu } = await this.#properties();
    const [, layout] = await this.#call(MENU, 'GetLayout', String(Menu), 'iias', [0, -1, []]);
    return nodeOf(layout as RawNode);
  }

  /** Every label of the menu, submenus indented. */
  async labels(): Promise<readonly string[]> {
    const flatten = (node: MenuNode, depth: number): string[] => [
      ...(node.label === '' ? [] : [`${'  '.repeat(depth)}${node.label}`]),
      ...node.children.flatMap((child) => flatten(child, depth + 1)),
    ];
    return flatten(await this.menu(), -1);
  }

  /**
   * Activates the item at a path of labels, each the beginning of one. Ids change with each rebuild of the menu, so a
   * refused activation looks the item up anew.
   */
  async choose(...path: readonly string[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      let node: MenuNode | undefined = await this.menu();
      for (const label of path) node = node?.children.find((child) => child.label.startsWith(label));
      if (node === undefined)
        throw new Error(`No tray item ${path.join(' › ')} in:\n${(await this.labels()).join('\n')}`);
      if (!node.enabled) throw new Error(`Tray item ${path.join(' › ')} is disabled`);
      const { Menu } = await this.#properties();
      try {
        await this.#call(MENU, 'Event', String(Menu), 'isvu', [node.id, 'clicked', new dbus.Variant('i', 0), 0]);
        return;
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
  }

  #required(): { readonly service: string; readonly path: string } {
    if (this.#item === undefined) throw new Error('The app has not registered a tray icon');
    return this.#item;
  }

  async #properties(): Promise<Record<string, unknown>> {
    const [all] = await this.#call('org.freedesktop.DBus.Properties', 'GetAll', this.#required().path, 's', [ITEM]);
    return Object.fromEntries(
      Object.entries(all as Record<string, dbus.Variant>).map(([name, variant]) => [name, variant.value as unknown]),
    );
  }

  async #call(name: string, member: string, path: string, signature: string, body: unknown[]): Promise<unknown[]> {
    const message = new dbus.Message({
      destination: this.#required().service,
      path,
      interface: name,
      member,
      signature,
      body,
    });
    const reply = await this.#bus.call(message);
    return (reply?.body ?? []) as unknown[];
  }
}

function nodeOf([id, properties, children]: RawNode): MenuNode {
  const label = properties['label']?.value as string | undefined;
  return {
    id,
    // A single underscore marks the letter to press.
    label: (label ?? '').replaceAll('_', ''),
    enabled: properties['enabled']?.value !== false,
    children: children.map((child) => nodeOf(child.value)),
  };
}
