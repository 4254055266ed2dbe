import { expect, type Locator, type Page } from '@playwright/test';

/** The window as a person or a screen reader meets it. */
export class BasekeeperWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get instances(): Locator {
    return this.page.getByRole('navigation', { name: 'Instances' });
  }
  get status(): Locator {
    return this.page.getByRole('status', { name: 'Instance status' });
  }
  get dangerZone(): Locator {
    return this.page.getByRole('region', { name: 'Danger Zone' });
  }
  get maintenanceSwitch(): Locator {
    return this.dangerZone.getByRole('switch', { name: 'Maintenance mode' });
  }
  /** What a start would find; while it is in maintenance. */
  get startChecks(): Locator {
    return this.page.getByRole('region', { name: 'Checks before a start' });
  }
  get output(): Locator {
    return this.page.getByRole('log', { name: 'Output' });
  }
  /** The value of a fact at the top of the overview. */
  fact(name: string): Locator {
    return this.page
      .locator('dl > div')
      .filter({ has: this.page.locator('dt', { hasText: name }) })
      .locator('dd');
  }
  get incidents(): Locator {
    return this.page.getByRole('list', { name: 'Incidents' });
  }

  get backups(): Locator {
    return this.page.getByRole('list', { name: 'Backups' });
  }
  get tasks(): Locator {
    return this.page.getByRole('list', { name: 'Tasks' });
  }

  async openOutput(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Output' }).click();
    await expect(this.page.getByRole('tabpanel', { name: 'Output' })).toBeVisible();
  }

  async openBackups(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Backups' }).click();
    await expect(this.page.getByRole('tabpanel', { name: 'Backups' })).toBeVisible();
  }

  async openActivity(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Activity' }).click();
    await expect(this.page.getByRole('tabpanel', { name: 'Activity' })).toBeVisible();
  }

  /** What an instance is: its version, port, name and place. */
  get general(): Locator {
    return this.page.getByRole('region', { name: 'General' });
  }

  /** Presses a button among these. */
  async pressInGeneral(button: string): Promise<void> {
    await this.openSettings();
    await this.general.getByRole('button', { name: button, exact: true }).click();
  }

  async openSettings(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Settings' }).click();
    await expect(this.page.getByRole('tabpanel', { name: 'Settings' })).toBeVisible();
  }

  /** Of an instance that goes on serving. */
  async backUp(label: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Label' }).fill(label);
    await this.button('Back up now').click();
    await expect(this.backups.getByRole('listitem').filter({ hasText: label })).toHaveCount(1, { timeout: 30_000 });
  }

  /** From the menu beside the verb of the header. */
  async fromMenu(name: string): Promise<void> {
    await this.button('More commands').click();
    await this.page.getByRole('menuitem', { name, exact: true }).click();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Fills in the name only and answers the port that was filled in. */
  async createInstance(name: string): Promise<number> {
    await this.button('New instance').click();
    const dialog = this.page.getByRole('dialog', { name: 'New instance' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    const port = dialog.getByRole('textbox', { name: 'Port' });
    await expect(port).not.toHaveValue('');
    const number = Number(await port.inputValue());
    await dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible();
    return number;
  }

  async createRunning(name: string): Promise<number> {
    const port = await this.createInstance(name);
    await expect(this.status).toContainText('Running');
    return port;
  }

  /** With another version than the one that is filled in. */
  async createRunningWith(name: string, version: string): Promise<number> {
    await this.button('New instance').click();
    const dialog = this.page.getByRole('dialog', { name: 'New instance' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    const port = dialog.getByRole('textbox', { name: 'Port' });
    await expect(port).not.toHaveValue('');
    const number = Number(await port.inputValue());
    await dialog.getByRole('button', { name: 'More options' }).click();
    await dialog.getByRole('combobox', { name: 'Version' }).fill(version);
    // The rest of the dialog is out of reach while the list is open.
    await this.page.keyboard.press('Tab');
    await dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(this.status).toContainText('Running');
    return number;
  }

  async turnMaintenanceOn(forHowLong = 'Until I end it'): Promise<void> {
    await this.maintenanceSwitch.click();
    const question = this.page.getByRole('alertdialog');
    await question.getByRole('radio', { name: forHowLong }).check();
    await question.getByRole('button', { name: 'Turn on maintenance' }).click();
    await expect(this.maintenanceSwitch).toHaveAttribute('aria-checked', 'true');
  }

  async select(name: string): Promise<void> {
    await this.instances.getByText(name, { exact: true }).click();
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible();
  }
}
