import dbus from 'dbus-next';

const NOTIFICATIONS = 'org.freedesktop.Notifications';

export interface ShownNotification {
  readonly id: number;
  readonly title: string;
  readonly body: string;
}

class Daemon extends dbus.interface.Interface {
  readonly shown: ShownNotification[] = [];
  /** Taken back by whoever had shown them. */
  readonly withdrawn: number[] = [];
  GetCapabilities(): string[] {
    return ['actions', 'body', 'persistence'];
  }
  GetServerInformation(): string[] {
    return ['test', 'test', '1', '1.2'];
  }
  Notify(_app: string, replaces: number, _icon: string, title: string, body: string): number {
    const id = replaces === 0 ? this.shown.length + 1 : replaces;
    this.shown.push({ id, title, body });
    return id;
  }
  CloseNotification(id: number): void {
    this.withdrawn.push(id);
    this.NotificationClosed(id, 3);
  }
  ActionInvoked(id: number, key: string): unknown[] {
    return [id, key];
  }
  NotificationClosed(id: number, reason: number): unknown[] {
    return [id, reason];
  }
}
Daemon.configureMembers({
  methods: {
    GetCapabilities: { outSignature: 'as' },
    GetServerInformation: { outSignature: 'ssss' },
    Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
    CloseNotification: { inSignature: 'u' },
  },
  signals: { ActionInvoked: { signature: 'us' }, NotificationClosed: { signature: 'uu' } },
});

/** A real notification daemon on the session bus: remembers what was shown, and clicks. */
export class NotificationDaemon {
  readonly #bus = dbus.sessionBus();
  readonly #daemon = new Daemon(NOTIFICATIONS);

  async start(): Promise<void> {
    await this.#bus.requestName(NOTIFICATIONS, 0);
    this.#bus.export('/org/freedesktop/Notifications', this.#daemon);
  }

  get shown(): readonly ShownNotification[] {
    return this.#daemon.shown;
  }

  get withdrawn(): readonly number[] {
    return this.#daemon.withdrawn;
  }

  click(id: number): void {
    this.#daemon.ActionInvoked(id, 'default');
    this.#daemon.NotificationClosed(id, 2);
  }

  stop(): void {
    this.#bus.disconnect();
  }
}
