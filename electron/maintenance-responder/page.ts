/** The page needs its own style and nothing else. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** What a browser shows. Everything is in it; without a name it speaks of the server. */
export function maintenancePage(name: string | null): string {
  const who = name === null ? 'The server' : `<bdi>${escaped(name)}</bdi>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${name === null ? 'In maintenance' : `${escaped(name)}: in maintenance`}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="sign">Maintenance</p>
<h1>${who} is in maintenance</h1>
<p>No requests are processed at the moment. Reload this page to try again.</p>
</main>
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; --page: #ffffff; --text: #191b1f; --muted: #565b65; --sign: #5a30bd; --tint: #f4f0fe }
@media (prefers-color-scheme: dark) {
  :root { --page: #1b1c20; --text: #ececef; --muted: #abb0ba; --sign: #c0acff; --tint: #231e38 }
}
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif }
main { box-sizing: border-box; width: 100%; max-width: 34rem; padding: 2rem }
h1 { margin: 1rem 0 .5rem; font-size: 1.5rem; line-height: 1.25; font-weight: 600; overflow-wrap: anywhere }
p { margin: 0; color: var(--muted) }
.sign { display: inline-block; padding: .125rem .625rem; border-radius: 1rem; background: var(--tint); color: var(--sign);
  font-size: .8125rem; font-weight: 600 }
.sign::before { content: "\\25C6"; margin-right: .4em; font-size: .8em }
`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
