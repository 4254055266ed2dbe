import type { AppNotice } from '../../shared/app-state';
import { TRY_WINDOW_AGAIN } from '../../shared/words/window-words';

/**
 * The address of a page without a program and without files: what can still be shown when the real one fails again and
 * again. Its link leads to the real page.
 */
export function fallbackPage({ title, text }: AppNotice, realPage: string): string {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Basekeeper</title><style>${STYLE}</style></head>
<body><main><h1>${escaped(title)}</h1><p>${escaped(text)}</p><a href="${escaped(realPage)}" autofocus>${TRY_WINDOW_AGAIN}</a></main></body></html>`;
  return `data:text/html;charset=utf-8,${encodeURIComponent(html)}`;
}

const STYLE = `
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 0.875rem/1.5 system-ui, sans-serif; background: #ffffff; color: #1b1c1f; }
@media (prefers-color-scheme: dark) { body { background: #16171a; color: #e8e9ec; } }
main { max-width: 26rem; padding: 1.5rem; }
h1 { margin: 0 0 0.5rem; font-size: 1.25rem; }
p { margin: 0 0 1rem; }
a { display: inline-block; padding: 0.4rem 0.9rem; border-radius: 6px; background: #2f62d9; color: #ffffff; text-decoration: none; }
a:focus-visible { outline: 2px solid currentcolor; outline-offset: 2px; }`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
