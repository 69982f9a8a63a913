import { loadRasterizer } from '@xinyin/e-seal/picture-png'

/** Millimetres of the photo on an identity card. */
const [WIDTH, HEIGHT] = [26, 32]

/** A portrait of nobody, as a PNG. */
export async function drawPortrait(): Promise<Uint8Array> {
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}mm" height="${HEIGHT}mm" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#dfe8f1"/>`,
    '<path d="M2 32C2 24 7 22 13 22C19 22 24 24 24 32Z" fill="#3b4a5e"/>',
    '<path d="M10 21L13 25L16 21V18H10Z" fill="#f1d9c2"/>',
    '<ellipse cx="13" cy="13.5" rx="5.4" ry="6.8" fill="#f1d9c2"/>',
    '<path d="M7.2 13C6.6 6 10 4.6 13 4.6C16 4.6 19.4 6 18.8 13C18.4 10.4 17 9 13 9C9 9 7.6 10.4 7.2 13Z" fill="#2b2422"/>',
    '</svg>',
  ].join('')
  const { toPng } = await loadRasterizer()
  return toPng(
    { type: 'svg', data: new TextEncoder().encode(svg), width: WIDTH, height: HEIGHT },
    { resolution: 12 },
  ).data
}
