import type { Page } from '@playwright/test';

/**
 * Every text of the window with accents and 40 % longer, as another language might have it. What people wrote themselves,
 * and what programs print, stays as it is.
 */
export async function lengthenTexts(page: Page): Promise<void> {
  await page.evaluate(() => {
    const MARK = '\u2063';
    const ACCENTS: Readonly<Record<string, string>> = {
      a: 'å',
      e: 'é',
      i: 'î',
      o: 'ö',
      u: 'û',
      n: 'ñ',
      A: 'Å',
      E: 'É',
      O: 'Ö',
    };
    const longer = (text: string): string => {
      const accented = text.replace(/[aeiounAEO]/g, (letter) => ACCENTS[letter] ?? letter);
      const words = text.trim().split(/\s+/).length;
      const more = Math.ceil(text.trim().length * 0.4);
      // As many more words as longer ones would make, so that lines can break where they could.
      const piece = 'ñéw'.repeat(Math.ceil(more / 3)).slice(0, more);
      const added = words > 2 ? (piece.match(/.{1,7}/g) ?? []).join(' ') : piece;
      return `${MARK}${accented.trimEnd()}${words > 2 ? ' ' : ''}${added}${/\s$/.test(text) ? ' ' : ''}`;
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.nodeValue ?? '';
      const parent = node.parentElement;
      if (parent === null || text.startsWith(MARK) || !/\p{L}{2}/u.test(text)) continue;
      if (parent.closest('pre, code, kbd, script, style, [role="log"], .visually-hidden, [data-own-words]') !== null)
        continue;
      // Addresses, paths and versions are the same in every language.
      if (/^(?:https?:|\/|pb_|--|\S+@|[\d.]+$)/.test(text.trim())) continue;
      node.nodeValue = longer(text);
    }
  });
}

/** What is cut off, runs out of its place or lies on other text now. */
export function misplacedTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    interface Placed {
      readonly text: string;
      readonly element: Element;
      readonly box: DOMRect;
    }
    const layer =
      [...document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="menu"]')]
        .filter((one) => one.checkVisibility())
        .at(-1) ?? document.body;
    const placed: Placed[] = [];
    const found: string[] = [];
    const short = (text: string): string =>
      text
        .replace(/\u2063/g, '')
        .trim()
        .slice(0, 40);
    const clips = (element: Element): boolean => /hidden|clip/.test(getComputedStyle(element).overflowX);
    const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.nodeValue ?? '';
      if (
        element === null ||
        text.trim() === '' ||
        !element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
      )
        continue;
      if (element.closest('.visually-hidden, svg, [aria-hidden="true"] kbd') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      // Names that are too long end with three points, on purpose.
      const button = element.closest('button[class*="_button_"]');
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (button !== null && lines.size > 1) found.push(`a button of several lines: ${short(text)}`);
      let shortened = false;
      for (let up: Element | null = element; up !== null; up = up.parentElement) {
        if (getComputedStyle(up).textOverflow === 'ellipsis') shortened = true;
      }
      for (const box of range.getClientRects()) {
        if (box.width < 2 || box.height < 2) continue;
        const middle = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + box.height / 2);
        // Scrolled out of sight, or under something that lies over the page on purpose.
        if (middle === null || !(middle.contains(element) || element.contains(middle))) continue;
        if (!shortened) {
          if (box.right > innerWidth + 1) found.push(`outside of the window: ${short(text)}`);
          for (let up: Element | null = element; up !== null && up !== document.body; up = up.parentElement) {
            const edge = up.getBoundingClientRect();
            const isControl = up.matches('button, [role="tab"], [role="menuitem"], label > span');
            if ((clips(up) || isControl) && (box.right > edge.right + 1 || box.left < edge.left - 1)) {
              found.push(`cut off: ${short(text)}`);
              break;
            }
          }
        }
        placed.push({ text, element, box });
      }
    }
    for (const [index, one] of placed.entries()) {
      for (const other of placed.slice(index + 1)) {
        if (one.element === other.element || one.element.contains(other.element) || other.element.contains(one.element))
          continue;
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (wide > 2 && high > 4) found.push(`on one another: ${short(one.text)} / ${short(other.text)}`);
      }
    }
    return [...new Set(found)];
  });
}
