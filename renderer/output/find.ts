export interface Piece {
  readonly text: string;
  readonly found: boolean;
}

/** A line cut at what was found in it. */
export function piecesOf(text: string, wanted: string): readonly Piece[] {
  if (wanted === '') return [{ text, found: false }];
  const lower = text.toLowerCase();
  // Lower-casing may change the length of a few characters; then nothing can be marked by position.
  if (lower.length !== text.length) return [{ text, found: false }];
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, from)) {
    if (at > from) pieces.push({ text: text.slice(from, at), found: false });
    from = at + wanted.length;
    pieces.push({ text: text.slice(at, from), found: true });
  }
  if (from < text.length) pieces.push({ text: text.slice(from), found: false });
  return pieces;
}
