import type { TextStyle } from '../../shared/output';

export interface Piece {
  readonly text: string;
  readonly found: boolean;
  readonly style: TextStyle | null;
}

/** A line cut at what was found in it and where its style changes. `wanted` is in lower case; empty: nothing. */
export function piecesOf(text: string, wanted: string, styles: readonly TextStyle[] = []): readonly Piece[] {
  const places = placesOf(text, wanted);
  if (places.length === 0 && styles.length === 0) return [{ text, found: false, style: null }];
  const cuts = new Set([0, text.length]);
  for (const { start, end } of [...places, ...styles]) cuts.add(start).add(end);
  const borders = [...cuts].filter((cut) => cut >= 0 && cut <= text.length).sort((one, other) => one - other);
  return borders.slice(0, -1).map((start, index) => ({
    text: text.slice(start, borders[index + 1]),
    found: places.some((place) => place.start <= start && start < place.end),
    style: styles.find((style) => style.start <= start && start < style.end) ?? null,
  }));
}

function placesOf(text: string, wanted: string): readonly { readonly start: number; readonly end: number }[] {
  if (wanted === '') return [];
  const lower = text.toLowerCase();
  // Lower-casing may change the length of a few characters; then nothing can be marked by position.
  if (lower.length !== text.length) return [];
  const places = [];
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, at + wanted.length))
    places.push({ start: at, end: at + wanted.length });
  return places;
}
