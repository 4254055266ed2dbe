const SHOWN_LENGTH = 60;

/** Short, and without characters that change how the text around it is read. For text of others in our sentences. */
export function inert(text: string, shownLength = SHOWN_LENGTH): string {
  const short = text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
  return short.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, '�');
}
