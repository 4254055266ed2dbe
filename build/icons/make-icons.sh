#!/usr/bin/env bash
# Draws the icons as PNG from the two drawings below. Needs rsvg-convert (Debian: librsvg2-bin). Run after a change.
set -euo pipefail
cd "$(dirname "$0")"
tray=../../electron/desktop/icons
app() {
  cat <<'SVG'
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
  <defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#3b4252"/><stop offset="1" stop-color="#22262f"/></linearGradient></defs>
  <rect x="32" y="32" width="448" height="448" rx="104" fill="url(#g)"/>
  <g fill="none" stroke="#f4f5f7" stroke-width="26" stroke-linejoin="round">
    <ellipse cx="256" cy="168" rx="118" ry="44"/>
    <path d="M138 168v176c0 24 53 44 118 44s118-20 118-44V168"/>
    <path d="M138 256c0 24 53 44 118 44s118-20 118-44"/>
  </g>
  <circle cx="374" cy="374" r="74" fill="#22262f"/>
  <circle cx="374" cy="374" r="54" fill="#3fb46f"/>
</svg>
SVG
}
# $1: colour of the sign, $2: its shape
tray() {
  cat <<SVG
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44">
  <g fill="none" stroke="#9aa0ab" stroke-width="3.6" stroke-linejoin="round">
    <ellipse cx="20" cy="10" rx="14" ry="5.4"/>
    <path d="M6 10v22c0 3 6 5.4 14 5.4s14-2.400 14-5.400V10"/>
    <path d="M6 21c0 3 6 5.400 14 5.400s14-2.400 14-5.400"/>
  </g>
  $1
</svg>
SVG
}
draw() { # name, sign
  tray "$2" | rsvg-convert -w 22 -h 22 -o "$tray/tray-$1.png"
  tray "$2" | rsvg-convert -w 44 -h 44 -o "$tray/tray-$1@2x.png"
}
draw idle ''
draw running '<circle cx="33" cy="33" r="9.500" fill="#3fb46f"/>'
draw moving '<circle cx="33" cy="33" r="7.600" fill="none" stroke="#e0a12c" stroke-width="4.600"/>'
draw maintenance '<rect x="25" y="25" width="16" height="16" rx="2" transform="rotate(45 33 33)" fill="#a583f5"/>'
for size in 16 32 48 64 128 256 512; do app | rsvg-convert -w $size -h $size -o "${size}x${size}.png"; done

# Windows and macOS want all sizes in one file. Needs icotool (icoutils) and png2icns (icnsutils); the latter takes these sizes.
app >icon.svg
icotool --create --output basekeeper.ico 16x16.png 32x32.png 48x48.png 64x64.png 128x128.png --raw=256x256.png
large=$(mktemp --suffix .png)
trap 'rm -f "$large"' EXIT
app | rsvg-convert -w 1024 -h 1024 -o "$large"
png2icns basekeeper.icns 16x16.png 32x32.png 48x48.png 128x128.png 256x256.png 512x512.png "$large"
