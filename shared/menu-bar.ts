/** What the page puts into the menu bar: its commands, in the words of its palette. Main adds the usual ones of the system. */
import { z } from 'zod';

const SECTIONS_MAX = 12;
const ITEMS_MAX = 40;

/** As Electron reads it; what it could not read would end the app. */
const accelerator = z.string().regex(/^(?:(?:CmdOrCtrl|Alt|Shift)\+){1,3}(?:Up|Down|[A-Z0-9,])$/);

const menuItem = z.strictObject({
  /** Sent back when it is chosen. */
  id: z.string().min(1).max(100),
  label: z.string().min(1).max(120),
  enabled: z.boolean(),
  accelerator: accelerator.nullable(),
});

/** Between two sections is a line. */
const sections = z.array(z.array(menuItem).max(ITEMS_MAX).readonly()).max(SECTIONS_MAX).readonly();

export const menuBar = z.strictObject({
  file: sections,
  view: sections,
  /** The one on screen, and what can be done with it. */
  instance: z.strictObject({ name: z.string().max(200).nullable(), sections }),
  help: sections,
});

export type MenuBar = z.infer<typeof menuBar>;
export type MenuSections = MenuBar['file'];
export type MenuItem = MenuSections[number][number];

const withoutPage = (id: string, label: string): MenuItem => ({ id, label, enabled: true, accelerator: null });

/** While no page has said more: what opens one. */
export const MENU_WITHOUT_PAGE: MenuBar = {
  file: [[withoutPage('new', 'New instance'), withoutPage('preferences', 'Preferences')]],
  view: [],
  instance: { name: null, sections: [] },
  help: [],
};
